import { IntlMessageFormat } from 'intl-messageformat';
import type { VNode } from 'vue';
import { type MessageElements, PSEUDO_LOCALE, pseudoMessage } from '#i18n/pseudo-locale.js';
import { parts } from 'virtual:languages';
import { formatLocale, i18n, locale } from './i18n.js';
import { SOURCE_LOCALE } from './locale.js';

/** A message as the build leaves it: parsed if it has arguments. Tests read the source, in which every one is a text. */
type Message = string | MessageElements;
type Catalog<Key extends string = string> = Readonly<Record<Key, Message>>;
type Values = Readonly<Record<string, string | number>>;
export type MessagePart = string | number | VNode | VNode[];
/** A message that takes components as arguments, for `MessageText`. */
export type RichMessage = (slots: Readonly<Record<string, MessagePart>>) => MessagePart[];

export interface Translate<Key extends string> {
  /** The text of a message, with its arguments filled in. Counts are arguments, too: `{count, plural, …}`. */
  (key: Key, values?: Values): string;
  /** A sentence with a link or a button in it, for `MessageText`. */
  rich(key: Key, values?: Values): RichMessage;
  /** For a key that is made from stored data, which may be of another version. */
  has(key: string): key is Key;
}

const { mergeLocaleMessage, t } = i18n.global;
const messages = new Map<string, Message>();
const formats = new Map<string, IntlMessageFormat>();
/** Catalogs of another language that are on their way. */
const loading = new Set<Promise<void>>();

const parsed = (message: Message): IntlMessageFormat =>
  new IntlMessageFormat(message, formatLocale, undefined, { ignoreTag: true });
const isPlain = (message: Message): message is string => typeof message === 'string' && !message.includes('{');

/** Parsed when it is first shown: most are not. */
function formatOf(name: string, message: Message): IntlMessageFormat {
  const format = formats.get(name) ?? parsed(isPlain(message) ? [{ type: 0, value: message }] : message);
  formats.set(name, format);
  return format;
}

function add(feature: string, language: string, catalog: Catalog): void {
  const entries = Object.entries(catalog).map(([key, message]) => {
    const name = `${language}/${feature}.${key}`;
    messages.set(name, message);
    const text = isPlain(message)
      ? () => message
      : ({ values }: { values: Values }) => String(formatOf(name, message).format(values));
    return [`${feature}.${key}`, text];
  });
  mergeLocaleMessage(language, Object.fromEntries(entries));
}

/** What a language lacks is shown in English. */
async function addLanguage(feature: string, source: Catalog): Promise<void> {
  if (locale === PSEUDO_LOCALE) {
    const marked = Object.entries(source).map(([key, message]) => [
      key,
      pseudoMessage(formatOf(`${SOURCE_LOCALE}/${feature}.${key}`, message).getAst()),
    ]);
    add(feature, locale, Object.fromEntries(marked));
  } else {
    const part = await parts[`${locale}/${feature}`]?.();
    if (part) add(feature, locale, part.default);
  }
}

/**
 * The texts of one feature: `t('shelf.empty')`. The English catalog is in the feature's own chunk, that of another language in
 * a chunk of its own. Keys are checked by the compiler, arguments by `apps/console/i18n/catalogs.spec.ts`.
 */
export function featureMessages<Key extends string>(feature: string, source: Catalog<Key>): Translate<Key> {
  add(feature, SOURCE_LOCALE, source);
  if (locale !== SOURCE_LOCALE) {
    const arrival = addLanguage(feature, source).finally(() => loading.delete(arrival));
    loading.add(arrival);
  }
  const rich = (key: Key, values?: Values): RichMessage => {
    const name = [locale, SOURCE_LOCALE]
      .map((language) => `${language}/${feature}.${key}`)
      .find((each) => messages.has(each));
    const message = name === undefined ? undefined : messages.get(name);
    if (name === undefined || message === undefined) return () => [key];
    return (slots) =>
      formatOf(name, message)
        .formatToParts<MessagePart>({ ...values, ...slots })
        .map(({ value }) => value);
  };
  return Object.assign((key: Key, values: Values = {}): string => t(`${feature}.${key}`, values), {
    rich,
    has: (key: string): key is Key => Object.hasOwn(source, key),
  });
}

/** Resolves when the texts of all code that is loaded are here. */
export async function messagesLoaded(): Promise<void> {
  await Promise.all(loading);
}
