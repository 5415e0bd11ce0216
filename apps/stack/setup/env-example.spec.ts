import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '#config/load-config.js';
import { envExample } from './env-example.js';

describe('.env.example', () => {
  it('matches the schema: npm run build && node dist/apps/stack/setup/write-env-example.js', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });

  it('can be copied as it is', () => {
    const copied = parseEnv(envExample());
    const least = {
      DATABASE_URL: 'postgresql://db/books',
      TEMPORAL_ADDRESS: 'temporal:7233',
      JWT_SECRET: 'x'.repeat(32),
    };
    expect(loadConfig({ ...copied, ...least })).toEqual(loadConfig(least));
  });
});
