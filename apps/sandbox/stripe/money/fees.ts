/** Currencies without minor units: https://docs.stripe.com/currencies#zero-decimal */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));

export const isZeroDecimal = (currency: string): boolean => ZERO_DECIMAL.has(currency);

/**
 * Stripe's fee for a card payment, in minor units: 2.9 % and 30 minor units; 3.6 % and nothing fixed in Japan. Halves
 * are rounded up. Exact for all amounts that Stripe takes (up to 8 digits).
 */
export function cardFee(amount: number, currency: string): number {
  const [perThousand, fixed] = currency === 'jpy' ? [36, 0] : isZeroDecimal(currency) ? [29, 0] : [29, 30];
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

/** An amount as people read it, such as `$12.00` or `¥500`. */
export function readable(amount: number, currency: string): string {
  const options = { style: 'currency', currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat('en-US', options).format(isZeroDecimal(currency) ? amount : amount / 100);
}
