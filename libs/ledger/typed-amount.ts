import { decimalsOf } from '#contracts/currencies.js';
import { fromDecimal } from './money.js';
import type { Money } from './money.js';

/** `$`, `CA$`, `€`, `kr`, `usd`: a sign, or the ISO code. */
const SIGN = String.raw`(?:[A-Za-z]{0,3}\p{Sc}|[A-Za-z]{2,3})`;
const SPACE = String.raw`[\s\u00A0\u202F]`;
const NUMBER = String.raw`\d{1,12}(?:[.,'’\u00A0\u202F ]\d{3}){0,4}(?:[.,]\d{1,3})?`;
const AMOUNT = new RegExp(`^${SPACE}*(${SIGN})?${SPACE}*(${NUMBER})${SPACE}*(${SIGN})?${SPACE}*$`, 'u');

/** Whether the typed text is an amount of money, and not an id. */
export const isAmount = (text: string): boolean => AMOUNT.test(text);

/**
 * What `$99`, `99,00`, `1.234,50` or `99 EUR` may mean in a currency: nothing when its sign is another currency's, two
 * readings when `1,234` may be a thousand and more or have three decimals.
 */
export function amountsIn(text: string, currency: string): Money[] {
  const [, before, number, after] = AMOUNT.exec(text) ?? [];
  if (number === undefined || [before, after].some((sign) => sign && !isSignOf(sign, currency))) return [];
  const decimals = decimalsOf(currency);
  return readingsOf(number)
    .filter((decimal) => (decimal.split('.')[1]?.length ?? 0) <= decimals)
    .map((decimal) => fromDecimal(decimal, currency));
}

/** The number with a point and without marks of thousands, in each way that it may be read. */
function readingsOf(number: string): string[] {
  const groups = number.split(/[^\d]/);
  const marks = number.match(/[^\d]/g) ?? [];
  const whole = groups.join('');
  const last = marks.at(-1);
  if (last === undefined) return [whole];
  const part = groups.at(-1) ?? '';
  const withPart = `${groups.slice(0, -1).join('')}.${part}`;
  const isPoint = /[.,]/.test(last) && !marks.slice(0, -1).includes(last);
  const isThousands = part.length === 3 && (groups[0]?.length ?? 0) <= 3 && new Set(marks).size === 1;
  return [...(isPoint ? [withPart] : []), ...(isThousands ? [whole] : [])];
}

function isSignOf(sign: string, currency: string): boolean {
  const code = currency.toUpperCase();
  if (sign.toUpperCase() === code) return true;
  return (['symbol', 'narrowSymbol'] as const).some(
    (currencyDisplay) =>
      new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')
        ?.value.toLowerCase() === sign.toLowerCase(),
  );
}
