import { chargeStepOf, decimalsOf, isWhole } from '#contracts/currencies.js';
import type { MoneyView } from '#contracts/payments.js';
import { formatLocale } from '../../i18n/i18n.js';

const formats = new Map<string, Intl.NumberFormat>();

type Style = 'exact' | 'price' | 'rough';
const STYLES: Record<Style, Intl.NumberFormatOptions> = {
  exact: {},
  price: { trailingZeroDisplay: 'stripIfInteger' },
  rough: { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 },
};

function formatOf(currency: string, locale: string, style: Style): Intl.NumberFormat {
  const name = `${currency} ${locale} ${style}`;
  const known = formats.get(name);
  if (known) return known;
  const digits = decimalsOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...STYLES[style],
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
export const moneyText = (money: MoneyView, locale = formatLocale): string => worded(money, locale, 'exact');
/** “$19” and “$19.50”: a price, which is not in a column with others. */
export const priceText = (money: MoneyView, locale = formatLocale): string => worded(money, locale, 'price');
/** “$12.3K”. */
export const roughText = (money: MoneyView, locale = formatLocale): string => worded(money, locale, 'rough');
/** For the axis of a chart: exact where that is short, “$1,200”, and rough otherwise. */
export function axisMoney(money: MoneyView, locale = formatLocale): string {
  const exact = moneyText(money, locale);
  return exact.length < 9 ? exact.replace(/[.,]0+$/, '') : roughText(money, locale);
}

function worded({ minor, currency }: MoneyView, locale: string, style: Style): string {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- digits, a point and a sign, by decimalOf
  const decimal = decimalOf(minor, decimalsOf(currency)) as Intl.StringNumericLiteral;
  return formatOf(currency, locale, style).format(decimal).replace('-', '\u2212');
}

export const isZero = ({ minor }: MoneyView): boolean => BigInt(minor) === 0n;
export const isNegative = ({ minor }: MoneyView): boolean => BigInt(minor) < 0n;
export const negated = ({ minor, currency }: MoneyView): MoneyView => ({ minor: String(-BigInt(minor)), currency });

/**
 * What somebody typed, as minor units: “12”, “12.5” or “12,50”; null for what is no amount, could mean two, or is none
 * that Stripe takes.
 */
export function typedMinor(typed: string, currency: string): string | null {
  const digits = decimalsOf(currency);
  const [, whole, rest = ''] = /^(\d{1,12})(?:[.,](\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || rest.length > digits) return null;
  const minor = BigInt(whole + rest.padEnd(digits, '0'));
  return minor > 0n && isWhole(minor, chargeStepOf(currency)) ? String(minor) : null;
}
