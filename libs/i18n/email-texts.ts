import { existsSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import en from './emails.en.json' with { type: 'json' };
import { PSEUDO_LOCALE, pseudoMessage } from './pseudo-locale.js';

const SOURCE_LOCALE = 'en';
const LOCALES = new URL('locales/', import.meta.url);
/** What emails take from the file of a language, which has the texts of the console, too. */
const languageFile = z.object({ emails: z.record(z.string(), z.string()).default({}) });

export type EmailKey = keyof typeof en;
type EmailValues = Readonly<Record<string, string | number | Date>>;
type EmailText = (key: EmailKey, values?: EmailValues, locale?: string) => string;

/** English has one form for all its readers, 2026-12-03: with names of months it is another one in each region. */
const dayText = (day: Date, locale: string): string =>
  new Intl.Locale(locale).language === SOURCE_LOCALE
    ? day.toISOString().slice(0, 10)
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day);

const parsed = (message: string, locale: string): IntlMessageFormat =>
  new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });

/** Texts of emails; those of a language are in `<language>.json` of a folder. */
export function emailTexts(locales = LOCALES): EmailText {
  const catalogs = new Map<string, Readonly<Record<string, string>>>();
  const formats = new Map<string, IntlMessageFormat>();

  function catalogOf(language: string): Readonly<Record<string, string>> {
    const known = catalogs.get(language);
    if (known) return known;
    const file = new URL(`${language}.json`, locales);
    const { emails } = languageFile.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
    catalogs.set(language, emails);
    return emails;
  }

  /** What a language lacks is written in English, with its dates in English too. */
  function read(key: EmailKey, locale: string): IntlMessageFormat {
    if (locale === PSEUDO_LOCALE)
      return new IntlMessageFormat(pseudoMessage(parsed(en[key], SOURCE_LOCALE).getAst()), locale);
    const message = [locale, new Intl.Locale(locale).language].map((tag) => catalogOf(tag)[key]).find(Boolean);
    return message === undefined ? parsed(en[key], SOURCE_LOCALE) : parsed(message, locale);
  }

  return (key, values = {}, locale = SOURCE_LOCALE) => {
    // throws for what is no locale, which is a file name here
    const tag = new Intl.Locale(locale).toString();
    const name = `${tag}/${key}`;
    const format = formats.get(name) ?? read(key, tag);
    formats.set(name, format);
    const written = Object.entries(values).map(([each, value]) => [
      each,
      value instanceof Date ? dayText(value, format.resolvedOptions().locale) : value,
    ]);
    return String(format.format(Object.fromEntries(written)));
  };
}

/**
 * The text of an email in a language, English unless said otherwise. Days are written in UTC. Throws for an argument that is
 * missing.
 */
export const emailText = emailTexts();
