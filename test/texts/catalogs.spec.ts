import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
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

/** Names of the arguments of a message, those within plurals and choices too. */
function argumentsOf(message: string): string[] {
  type Elements = ReturnType<IntlMessageFormat['getAst']>;
  const names = (elements: Elements): string[] =>
    elements.flatMap((element) => [
      ...(element.type === 0 || element.type === 7 ? [] : [element.value]),
      ...('options' in element ? Object.values(element.options).flatMap(({ value }) => names(value)) : []),
    ]);
  return [...new Set(names(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()))].sort();
}

describe('the texts of the console', () => {
  it('stand in catalogs', () => {
    const found = files
      .filter((path) => path.startsWith(only))
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
            (use) => use.catalog === path && use.values !== null && use.key.test(key) && use.key.source !== '^.+$',
          )
          .filter(({ values, rich }) => !rich && !argumentsOf(message).every((name) => values?.includes(name)))
          .map(
            ({ where, values }) =>
              `${where.slice(root.length)} ${key} needs ${argumentsOf(message).join()}, gets ${values?.join()}`,
          ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('have catalogs in the order of their keys, each key once', () => {
    for (const { path, messages } of catalogs) {
      const keys = [...readFileSync(path, 'utf8').matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
      expect([path, keys]).toEqual([path, messages.map(([key]) => key).toSorted()]);
    }
  });
});
