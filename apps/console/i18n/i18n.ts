import { createI18n } from 'vue-i18n';
import { PSEUDO_LOCALE } from '#i18n/pseudo-locale.js';
import { languages } from 'virtual:languages';
import { SOURCE_LOCALE, chosenLocale, regionalLocale } from './locale.js';

export const locale = chosenLocale([SOURCE_LOCALE, PSEUDO_LOCALE, ...languages]);
/** For dates, numbers and currencies: the language of the texts, with the customs of the reader's region. */
export const formatLocale = regionalLocale(locale);

export const i18n = createI18n({
  legacy: false,
  locale,
  fallbackLocale: SOURCE_LOCALE,
  missingWarn: false,
  fallbackWarn: false,
  // a key is `feature.key`; dots in it are no path
  messageResolver: (messages, key) => Reflect.get(Object(messages), key) ?? null,
});
