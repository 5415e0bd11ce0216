import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rawTexts } from './raw-texts.js';

const root = join(import.meta.dirname, '../../apps/console');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(vue|ts)$/.test(path) && !/\.spec\.ts$|\.d\.ts$|^(vite|messages-plugin)/.test(path))
  .sort();

describe('the texts of the console', () => {
  it('stand in catalogs', () => {
    const only = process.env['TEXTS_OF'] ?? '';
    const found = files
      .filter((path) => path.startsWith(only))
      .flatMap((path) =>
        rawTexts(path, readFileSync(join(root, path), 'utf8')).map(({ line, text }) => `${path}:${line} ${text}`),
      );
    expect(found).toEqual([]);
  });
});
