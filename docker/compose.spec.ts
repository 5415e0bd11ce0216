import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { loadConfig } from '#config/config.js';
import { WORKER_HEAP } from '../apps/stack/node-part.js';

interface Service {
  image?: string;
  build?: { target: string; dockerfile: string };
  environment?: Record<string, string>;
  secrets?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  restart?: string;
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { environment: string }>;
}

// as compose reads it: `<<` brings in what the platform's processes have in common
const compose = load(readFileSync('docker/compose.yaml', 'utf8'), {
  schema: CORE_SCHEMA.withTags(mergeTag),
}) as Compose;
const example = parseEnv(readFileSync('docker/.env.example', 'utf8'));
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
const { api, worker } = compose.services as { api: Service; worker: Service };

/** As `docker compose` fills in `${NAME}`, `${NAME:-default}` and `${NAME:?words}`. */
const filledIn = (text: string, env: Record<string, string | undefined>): string =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, words?: string) => {
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name}: ${words}`);
    return kind === '-' ? (words ?? '') : '';
  });

describe('docker/compose.yaml', () => {
  it('gives a worker the heap that it has everywhere', () => {
    const command = ['node', ...WORKER_HEAP, 'dist/apps/worker/main.js'].map((word) => `"${word}"`).join(', ');
    expect(dockerfile).toContain(`CMD [${command}]`);
  });

  it('gives api and worker a configuration that production takes, from .env.example filled in', () => {
    const env = {
      ...example,
      POSTGRES_PASSWORD: 'b6f1',
      JWT_SECRET: 'kZ3vN8qLw1Tg5YbXr7MhCs2JdPf9Ua4E',
      ENCRYPTION_KEYS: `one:${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64')}`,
      S3_SECRET_ACCESS_KEY: 'a9c4',
      MAIL_FROM: 'Books <books@example.com>',
      PUBLIC_URL: 'https://books.example',
    };
    const folder = mkdtempSync(join(tmpdir(), 'colorbook-compose-'));
    try {
      for (const { environment } of [api, worker]) {
        const given = Object.entries(environment ?? {}).map(([name, value]) => [name, filledIn(value, env)]);
        const inContainer = given.map(([name = '', value = '']) => [name, value.replace('/run/secrets', folder)]);
        for (const [secret, { environment: from }] of Object.entries(compose.secrets))
          writeFileSync(join(folder, secret), `${env[from as keyof typeof env]}`);
        const config = loadConfig(Object.fromEntries(inContainer) as Record<string, string>);
        expect(config).toMatchObject({ environment: 'production', storage: { kind: 's3', secretAccessKey: 'a9c4' } });
        expect(config.temporal).toMatchObject({ address: 'temporal:7233', keys: [{ id: 'one' }] });
        expect(config.temporal.deployment).toBeUndefined();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives workers, and nobody else, the deployment that they are of', () => {
    const told = filledIn(worker.environment!['WORKER_DEPLOYMENT']!, { WORKER_DEPLOYMENT: 'colorbook' });
    expect([told, Object.keys(example).includes('WORKER_DEPLOYMENT')]).toEqual(['colorbook', true]);
    expect(Object.keys(api.environment!)).not.toContain('WORKER_DEPLOYMENT');
  });

  it('says what is missing', () => {
    expect(() => Object.values(api.environment!).map((value) => filledIn(value, {}))).toThrow('PUBLIC_URL');
    for (const { environment } of Object.values(compose.secrets)) expect(Object.keys(example)).toContain(environment);
  });

  it('hands out no secret that is not there, and runs our own processes with few rights', () => {
    for (const { secrets = [] } of Object.values(compose.services))
      for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
    for (const service of [api, worker])
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' });
    expect(dockerfile.match(/^FROM base AS (\w+)$/gm)).toEqual(['FROM base AS api', 'FROM base AS worker']);
    expect(dockerfile).toMatch(/AS base[\s\S]*USER node[\s\S]*FROM base/);
    expect([api.build?.target, worker.build?.target]).toEqual(['api', 'worker']);
  });

  it('names a version of every image, and waits for what is waited for', () => {
    for (const [name, { image, depends_on = {} }] of Object.entries(compose.services)) {
      if (image) expect([name, image]).toEqual([name, expect.stringMatching(/^[\w/.-]+:(\$\{\w+:-)?[\d.]+\}?$/)]);
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(Object.keys(compose.services)).toContain(other);
        const { healthcheck } = compose.services[other]!;
        expect([other, condition === 'service_healthy']).toEqual([other, Boolean(healthcheck)]);
      }
    }
  });
});
