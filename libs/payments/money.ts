/** An amount in minor units (cents, or whole yen) with its ISO 4217 code in lower case, as Stripe has it. */
export interface Money {
  minor: bigint;
  currency: string;
}

/** Decimals that Stripe's amounts have where it is not two: https://docs.stripe.com/currencies#zero-decimal */
const DECIMALS: Record<string, number> = {
  ...Object.fromEntries(
    [
      'bif',
      'clp',
      'djf',
      'gnf',
      'jpy',
      'kmf',
      'krw',
      'mga',
      'pyg',
      'rwf',
      'ugx',
      'vnd',
      'vuv',
      'xaf',
      'xof',
      'xpf',
    ].map((code) => [code, 0]),
  ),
  ...Object.fromEntries(['bhd', 'jod', 'kwd', 'omr', 'tnd'].map((code) => [code, 3])),
};

export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

/** `1999 usd` → `19.99`: exact, never by way of a floating-point number. */
export function toDecimal({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `19.99` → 1999 of usd. Throws a RangeError for more decimals than the currency has, and for what is no number. */
export function fromDecimal(text: string, currency: string): Money {
  const decimals = decimalsOf(currency);
  const [, sign, whole, part = ''] = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || part.length > decimals)
    throw new RangeError(`“${text}” is no amount of ${currency.toUpperCase()}, which has ${decimals} decimals`);
  const minor = BigInt(whole + part.padEnd(decimals, '0'));
  return { minor: sign === '-' ? -minor : minor, currency };
}
