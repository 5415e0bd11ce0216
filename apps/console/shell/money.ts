import type { MoneyView } from '#contracts/payments.js';

/**
 * Digits after the point, where Stripe's minor units differ from ISO 4217:
 * https://docs.stripe.com/currencies#minor-units
 */
const STRIPE_DIGITS: Record<string, number> = { isk: 2, ugx: 2, mga: 0 };
const formats = new Map<string, Intl.NumberFormat>();

/** How many digits the minor unit of a currency stands for: 2 for cents, 0 for yen. */
export function digitsOf(currency: string): number {
  const known = STRIPE_DIGITS[currency.toLowerCase()];
  if (known !== undefined) return known;
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

function formatOf(currency: string, locale: string | undefined, whole: boolean): Intl.NumberFormat {
  const name = `${currency} ${locale ?? ''} ${whole}`;
  const known = formats.get(name);
  if (known) return known;
  const digits = digitsOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: whole ? 'stripIfInteger' : 'auto',
  });
  formats.set(name, made);
  return made;
}

/** "-1234" with 2 digits is "-12.34": a decimal as text, so that no sum is rounded to what a double can hold. */
export function decimalOf(minor: string, digits: number): string {
  const [sign, size] = minor.startsWith('-') ? ['-', minor.slice(1)] : ['', minor];
  const padded = size.padStart(digits + 1, '0');
  return digits === 0 ? sign + padded : `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** “$1,234.50”, “−€0.05”, “¥500”: in the reader's language, exact whatever the size, with a real minus. */
export const moneyWords = (money: MoneyView, locale?: string): string => worded(money, locale, false);
/** “$19” and “$19.50”: a price, which is not in a column with others. */
export const priceWords = (money: MoneyView, locale?: string): string => worded(money, locale, true);

function worded({ minor, currency }: MoneyView, locale: string | undefined, whole: boolean): string {
  const decimal = decimalOf(minor, digitsOf(currency)) as Intl.StringNumericLiteral;
  return formatOf(currency, locale, whole).format(decimal).replace('-', '\u2212');
}

export const isZero = ({ minor }: MoneyView): boolean => BigInt(minor) === 0n;
export const isNegative = ({ minor }: MoneyView): boolean => BigInt(minor) < 0n;
export const negated = ({ minor, currency }: MoneyView): MoneyView => ({ minor: String(-BigInt(minor)), currency });
export const minus = (a: MoneyView, b: MoneyView): MoneyView => ({
  minor: String(BigInt(a.minor) - BigInt(b.minor)),
  currency: a.currency,
});

/** What somebody typed, as minor units: “12”, “12.5” or “12,50”; null for what is no amount, or could mean two. */
export function typedMinor(typed: string, currency: string): string | null {
  const digits = digitsOf(currency);
  const [, whole, rest = ''] = /^(\d{1,12})(?:[.,](\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || rest.length > digits) return null;
  const minor = BigInt(whole + rest.padEnd(digits, '0'));
  return minor > 0n ? String(minor) : null;
}
