import { chargeStepOf, decimalsOf } from '#contracts/currencies.js';
import { invalid } from '../api/errors.js';

/**
 * Stripe's fee for a card payment, in minor units: 2.9 % and 30 minor units; 3.6 % and nothing fixed in Japan. Halves
 * are rounded up. Exact for all amounts that Stripe takes (up to 8 digits).
 */
export function cardFee(amount: number, currency: string): number {
  const [perThousand, fixed] = currency === 'jpy' ? [36, 0] : decimalsOf(currency) === 0 ? [29, 0] : [29, 30];
  return Math.floor((amount * perThousand + 500) / 1000) + fixed;
}

/** What a dispute costs, in minor units: 15.00, or 1,500 yen. */
export const DISPUTE_FEE = 1500;

/** Part of an amount by time, rounded to the nearest minor unit, halves away from zero; exact by big integers. */
export function share(amount: number, part: number, whole: number): number {
  const [a, p, w] = [BigInt(Math.abs(amount)), BigInt(part), BigInt(whole)];
  const rounded = Number((a * p * 2n + w) / (w * 2n));
  return amount < 0 ? -rounded : rounded;
}

/** Refuses, as Stripe does, amounts that card networks do not take: fractions of ISK and UGX, thousandths of KWD. */
export function requireChargeable(amount: number, currency: string, param: string): void {
  const step = chargeStepOf(currency);
  if (amount % step === 0) return;
  const code = step === 100 ? 'invalid_charge_amount_no_decimal_compatible' : undefined;
  throw invalid(
    `Invalid amount. Amounts in ${currency.toUpperCase()} must be evenly divisible by ${step}.`,
    param,
    code,
  );
}

/** An amount as people read it, such as `$12.00` or `¥500`. */
export function readable(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const code = currency.toUpperCase();
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: code, ...options }).format(
    amount / 10 ** digits,
  );
}
