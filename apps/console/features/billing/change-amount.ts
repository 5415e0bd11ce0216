import type { BillingView, MoneyView } from '#contracts/payments.js';

type Subscription = Pick<NonNullable<BillingView['subscription']>, 'periodStart' | 'periodEnd'>;

/**
 * About what a larger plan is charged now, in minor units: the rest of the period at the new price, less the rest of it at
 * the old one. Stripe counts in seconds at the moment of the change (https://docs.stripe.com/billing/subscriptions/prorations),
 * and takes what is owed or credited otherwise into account, so the bill may differ a little.
 */
export function amountDueNow(
  to: MoneyView,
  from: MoneyView,
  { periodStart, periodEnd }: Subscription,
  now: number,
): MoneyView | null {
  const [start, end] = [Date.parse(periodStart), Date.parse(periodEnd)];
  if (to.currency !== from.currency || !(end > start)) return null;
  const left = Math.min(1, Math.max(0, (end - now) / (end - start)));
  const minor = Math.round(Number(to.minor) * left) - Math.round(Number(from.minor) * left);
  return { ...to, minor: String(Math.max(0, minor)) };
}
