/**
 * Writes `libs/i18n/locales/<language>.json` with every text of the console and of emails, to be translated in place:
 *
 *     npm run build && node dist/libs/i18n/write-language.js de
 *
 * What is translated already stays, what is new stands there in English, and what is gone is left out.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const catalog = z.record(z.string(), z.string());
const read = <T>(path: string, shape: z.ZodType<T>): T => shape.parse(JSON.parse(readFileSync(path, 'utf8')));
const CATALOG = /(?:^|\/)messages\.en\.json$/;

/** `features/support/job` is `support-job`. */
export const catalogName = (folder: string): string => folder.replace(/^features\//, '').replaceAll('/', '-');

/** All English texts, by the name of their catalog. */
export function englishTexts(root: string): Record<string, Record<string, string>> {
  const apps = join(root, 'apps/console');
  const paths = readdirSync(apps, { recursive: true, encoding: 'utf8' })
    .filter((path) => CATALOG.test(path))
    .sort();
  const ofConsole = paths.map((path) => [catalogName(dirname(path)), read(join(apps, path), catalog)]);
  const emails = join(root, 'libs/i18n/emails.en.json');
  return Object.fromEntries([...ofConsole, ['emails', read(emails, catalog)]]);
}

/** The file of a language after a change of the English texts. */
export const updated = (
  english: Record<string, Record<string, string>>,
  language: Record<string, Record<string, string>>,
): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(english).map(([name, texts]) => [
      name,
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, language[name]?.[key] ?? text])),
    ]),
  );

const [, script, language] = process.argv;
if (script?.endsWith('write-language.js') && language) {
  const path = join(process.cwd(), 'libs/i18n/locales', `${new Intl.Locale(language).toString()}.json`);
  const known = existsSync(path) ? read(path, z.record(z.string(), catalog)) : {};
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(updated(englishTexts(process.cwd()), known), null, 2)}\n`);
}
