import { decimalsOf } from '#contracts/currencies.js';

/** An amount in minor units (cents, or whole yen) with its ISO 4217 code in lower case, as Stripe has it. */
export interface Money {
  minor: bigint;
  currency: string;
}

/** `1999 usd` → `19.99`: exact, never by way of a floating-point number. */
export function toDecimal({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * Millionths of a currency's unit as its minor units: what a page costs is less than a cent. Rounded half up where it is
 * shown, up where it is owed.
 */
export function fromMicros(micros: bigint, currency: string, rounding: 'half-up' | 'up' = 'half-up'): bigint {
  const each = 10n ** BigInt(6 - decimalsOf(currency));
  const add = rounding === 'up' ? each - 1n : each / 2n;
  return micros >= 0n ? (micros + add) / each : -((-micros + each / 2n) / each);
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
