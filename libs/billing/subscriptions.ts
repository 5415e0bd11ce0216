import { PLANS, planId } from '#contracts/plans.js';
import type { PaidPlan, PlanId } from '#contracts/plans.js';
import type { Subscription } from '#database/generated/client.js';
import { refreshInvoice } from './refresh-from-stripe/invoice.js';
import type { RefreshContext } from './refresh-from-stripe/refresh-context.js';
import { refreshSubscription } from './refresh-from-stripe/subscription.js';
import { priceOf } from './prices.js';
import { callStripe, idOf } from '#stripe/stripe-gateway.js';

/** States in which a subscription goes on, or may. */
export const LIVE_STATES = ['active', 'past_due', 'trialing', 'incomplete', 'unpaid', 'paused'];

/** The subscription that an author has; null when the last one is over. */
export const liveSubscription = ({ db }: Pick<RefreshContext, 'db'>, userId: string): Promise<Subscription | null> =>
  db.subscription.findFirst({ where: { userId, state: { in: LIVE_STATES } }, orderBy: { startedAt: 'desc' } });

/** The largest plan that a subscription has paid for until now, and that was not given back; null when there is none. */
export async function paidPlanOf(
  { db }: Pick<RefreshContext, 'db'>,
  subscriptionId: string,
  now = new Date(),
): Promise<PlanId | null> {
  const held = await db.entitlement.findMany({
    where: { revokedAt: null, startsAt: { lte: now }, endsAt: { gt: now }, order: { subscriptionId } },
    select: { plan: true },
  });
  const plans = held.map(({ plan }) => planId.parse(plan)).sort((a, b) => PLANS[b].price - PLANS[a].price);
  return plans[0] ?? null;
}

/**
 * To a larger plan at once, for the difference; if that can't be charged, nothing changes. To a smaller one from the next
 * renewal on: what was paid is used up first. Back to one that is paid for already costs nothing again. `key` makes a repeat the same change.
 */
export async function changePlan(
  deps: RefreshContext,
  subscription: { id: string; plan: string },
  to: PaidPlan,
  key: string,
): Promise<void> {
  const { stripe } = deps;
  const paid = (await paidPlanOf(deps, subscription.id)) ?? planId.parse(subscription.plan);
  const larger = PLANS[to].price > PLANS[paid].price;
  const invoiceId = await callStripe(async () => {
    const now = await stripe.subscriptions.retrieve(subscription.id);
    const item = now.items.data[0];
    if (!item) throw new Error(`Subscription ${subscription.id} has no items`);
    const price = await priceOf(stripe, to);
    if (item.price.id === price) return idOf(now.latest_invoice);
    const changed = await stripe.subscriptions.update(
      subscription.id,
      {
        items: [{ id: item.id, price }],
        cancel_at_period_end: false,
        ...(larger
          ? { proration_behavior: 'always_invoice', payment_behavior: 'error_if_incomplete' }
          : { proration_behavior: 'none' }),
      },
      { idempotencyKey: `change:${key}` },
    );
    return idOf(changed.latest_invoice);
  });
  await refreshSubscription(deps, subscription.id);
  if (invoiceId) await refreshInvoice(deps, invoiceId);
}

/** At the end of what is paid, or not after all. */
export async function endAtPeriodEnd(deps: RefreshContext, subscriptionId: string, end: boolean): Promise<void> {
  await callStripe(() => deps.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: end }));
  await refreshSubscription(deps, subscriptionId);
}

/** At once; what was paid for stays, unless it is refunded. A subscription that is over already is left alone. */
export async function endNow(deps: RefreshContext, subscriptionId: string): Promise<void> {
  await callStripe(async () => {
    const { status } = await deps.stripe.subscriptions.retrieve(subscriptionId);
    if (status !== 'canceled' && status !== 'incomplete_expired')
      await deps.stripe.subscriptions.cancel(subscriptionId);
  });
  await refreshSubscription(deps, subscriptionId);
}
