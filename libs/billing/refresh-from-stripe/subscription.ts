import { userOfCustomer } from '../customers.js';
import { planOfPrice } from '../prices.js';
import { idOf, momentOf } from '#stripe/stripe-gateway.js';
import { refreshInTurn } from './refresh-context.js';
import type { RefreshContext } from './refresh-context.js';

/** A subscription as it is now: what will be renewed, and whether. Access comes from what was paid, not from here. */
export async function refreshSubscription(deps: RefreshContext, id: string): Promise<void> {
  const { db, stripe } = deps;
  await refreshInTurn(
    deps,
    id,
    async () => {
      const subscription = await stripe.subscriptions.retrieve(id);
      const userId = await userOfCustomer(db, idOf(subscription.customer));
      const item = subscription.items.data[0];
      const plan = item ? await planOfPrice(stripe, item.price) : null;
      return userId && item && plan ? { subscription, userId, item, plan } : null;
    },
    async (tx, { subscription, userId, item, plan }) => {
      const data = {
        userId,
        plan,
        state: subscription.status,
        cancelAtPeriodEnd: subscription.cancel_at_period_end,
        periodStart: momentOf(item.current_period_start),
        periodEnd: momentOf(item.current_period_end),
        startedAt: momentOf(subscription.start_date),
        endedAt: subscription.ended_at ? momentOf(subscription.ended_at) : null,
      };
      await tx.subscription.upsert({ where: { id }, create: { id, ...data }, update: data });
      return userId;
    },
  );
}
