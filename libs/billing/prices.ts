import type Stripe from 'stripe';
import { PLANS, lookupKeyOf, paidPlan } from '#contracts/plans.js';
import type { PaidPlan } from '#contracts/plans.js';

/**
 * Stripe's price of a plan, by its lookup key; made the first time. The key names plan, currency and amount, so that
 * a changed table sells at a new price and leaves the old subscriptions alone.
 */
export async function priceOf(stripe: Stripe, id: PaidPlan): Promise<string> {
  const plan = PLANS[id];
  const lookupKey = lookupKeyOf(plan);
  const found = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  if (found.data[0]) return found.data[0].id;
  const made = await stripe.prices.create(
    {
      currency: plan.currency,
      unit_amount: plan.price,
      recurring: { interval: 'month' },
      lookup_key: lookupKey,
      metadata: { plan: id },
      product_data: { name: `ColorBook ${plan.name}` },
    },
    { idempotencyKey: `price:${lookupKey}` },
  );
  return made.id;
}

/** Prices never change their plan. */
const known = new Map<string, PaidPlan>();

/** The plan that a price sells; null for a price that is none of ours. */
export async function planOfPrice(stripe: Stripe, price: string | Stripe.Price): Promise<PaidPlan | null> {
  const id = typeof price === 'string' ? price : price.id;
  const remembered = known.get(id);
  if (remembered) return remembered;
  const { metadata } = typeof price === 'string' ? await stripe.prices.retrieve(price) : price;
  const plan = paidPlan.safeParse(metadata['plan']);
  if (plan.success) known.set(id, plan.data);
  return plan.success ? plan.data : null;
}
