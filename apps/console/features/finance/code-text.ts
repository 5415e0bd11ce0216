import type { Translate } from '../../i18n/messages.js';

/** “balance_transaction” and “dispute-lost” as people say it. */
export const plainText = (code: string): string => code.replaceAll(/[_-]/g, ' ');
const capital = (code: string): string => code.charAt(0).toUpperCase() + plainText(code).slice(1);

/**
 * Names for codes of Stripe and of the ledger, by keys `group.code` of a catalog. Neither list is closed: one that the
 * catalog lacks is shown as it is written, in plain letters.
 */
export function codeTexts<Key extends string>(
  t: Translate<Key>,
  catalog: Readonly<Record<Key, unknown>>,
  written: (code: string) => string = capital,
) {
  const isKey = (key: string): key is Key => Object.hasOwn(catalog, key);
  return (group: string, code: string): string => {
    const key = `${group}.${code}`;
    return isKey(key) ? t(key) : written(code);
  };
}
