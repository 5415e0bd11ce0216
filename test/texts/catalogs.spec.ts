import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogName } from '#i18n/write-language.js';
import { messageArguments } from './message-arguments.js';
import { messageUses } from './message-uses.js';
import { rawTexts } from './raw-texts.js';

const root = join(import.meta.dirname, '../../apps/console');
const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
const files = paths.filter(
  (path) => /\.(vue|ts)$/.test(path) && !/\.spec\.ts$|\.d\.ts$|^(vite|messages-plugin)/.test(path),
);
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** `TEXTS_OF=features/books` looks at one folder: what is left there. */
const only = process.env['TEXTS_OF'] ?? '';

const catalogs = paths
  .filter((path) => path.endsWith('messages.en.json'))
  .map((path) => ({ path: join(root, path), messages: Object.entries<string>(JSON.parse(textOf(path))) }));
const uses = files.flatMap((path) => messageUses(join(root, path), textOf(path)));

/** It shortens English texts that the API writes. */
const READS_THE_SERVER = new Set(['ui/labels/cause-labels.ts']);

describe('the texts of the console', () => {
  it('stand in catalogs', () => {
    const found = files
      .filter((path) => path.startsWith(only) && !READS_THE_SERVER.has(path))
      .flatMap((path) => rawTexts(path, textOf(path)).map(({ line, text }) => `${path}:${line} ${text}`));
    expect(found).toEqual([]);
  });

  it('are shown somewhere', () => {
    const unused = catalogs.flatMap(({ path, messages }) =>
      messages
        .filter(([key]) => !uses.some((use) => use.catalog === path && use.key.test(key)))
        .map(([key]) => `${path.slice(root.length)} ${key}`),
    );
    expect(unused).toEqual([]);
  });

  it('get the arguments that they name', () => {
    const wrong = catalogs.flatMap(({ path, messages }) =>
      messages.flatMap(([key, message]) =>
        uses
          .filter(
            (use) => use.catalog === path && use.values !== null && use.key.test(key) && !use.key.source.includes('.+'),
          )
          .filter(({ values, rich }) => !rich && !messageArguments(message).every((name) => values?.includes(name)))
          .map(
            ({ where, values }) =>
              `${where.slice(root.length)} ${key} needs ${messageArguments(message).join()}, gets ${values?.join()}`,
          ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('are called by the folder of their catalog', () => {
    for (const { path } of catalogs)
      expect(readFileSync(path.replace('messages.en.json', 'messages.ts'), 'utf8')).toContain(
        `featureMessages('${catalogName(dirname(path.slice(root.length + 1)))}', `,
      );
  });

  it('have catalogs in the order of their keys, each key once', () => {
    for (const { path, messages } of catalogs) {
      const keys = [...readFileSync(path, 'utf8').matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
      expect([path, keys]).toEqual([path, messages.map(([key]) => key).toSorted()]);
    }
  });
});
