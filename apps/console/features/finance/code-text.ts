/** “balance_transaction” and “dispute-lost” as people say it. */
export const plainText = (code: string): string => code.replaceAll(/[_-]/g, ' ');
const capital = (code: string): string => code.charAt(0).toUpperCase() + plainText(code).slice(1);

/** The codes of a group that a catalog names: `charge` by `entry.charge`. */
export type CodeOf<T extends (key: never) => string, Group extends string> = Parameters<T>[0] extends infer Key
  ? Key extends `${Group}.${infer Code}`
    ? Code
    : never
  : never;

/**
 * The name of a code of Stripe or of the ledger. Neither list is closed: one that the catalog lacks is shown as it is written,
 * in plain letters.
 */
export function codeNames<Code extends string>(
  has: (code: string) => boolean,
  nameOf: (code: Code) => string,
  written: (code: string) => string = capital,
): (code: string) => string {
  const isKnown = (code: string): code is Code => has(code);
  return (code) => (isKnown(code) ? nameOf(code) : written(code));
}
