import { endAtPeriodEnd, endNow, liveSubscription } from './subscriptions.js';
import type { RefreshContext } from './refresh-from-stripe/refresh-context.js';
import { callStripe, isMissing } from '#stripe/stripe-gateway.js';

/** Keeps a subscription from renewing while its owner thinks it over. `note` is called before, when there is something to stop. */
export async function stopRenewal(
  deps: RefreshContext,
  userId: string,
  note: () => Promise<unknown>,
): Promise<boolean> {
  const live = await liveSubscription(deps, userId);
  if (!live || live.cancelAtPeriodEnd) return false;
  await note();
  await endAtPeriodEnd(deps, live.id, true);
  return true;
}

/** Undoes `stopRenewal`; a subscription that is over by now stays so. */
export async function resumeRenewal(deps: RefreshContext, userId: string): Promise<void> {
  const live = await liveSubscription(deps, userId);
  if (live?.cancelAtPeriodEnd) await endAtPeriodEnd(deps, live.id, false);
}

/**
 * Ends a user's subscriptions and deletes their personal data at Stripe. Stripe keeps the payments. A repeat finds nothing
 * left to do. True when there was a customer. https://docs.stripe.com/api/customers/delete
 */
export async function forgetCustomer(deps: RefreshContext, user: { id: string; email: string }): Promise<boolean> {
  const { db, stripe } = deps;
  for (let live; (live = await liveSubscription(deps, user.id));) await endNow(deps, live.id);
  const account = await db.billingAccount.findUnique({ where: { userId: user.id } });
  // one created by an earlier attempt that could not record it
  const known = await callStripe(() => stripe.customers.list({ email: user.email, limit: 100 }));
  const ids = new Set(known.data.filter(({ metadata }) => metadata['userId'] === user.id).map(({ id }) => id));
  if (account?.customerId) ids.add(account.customerId);
  for (const id of ids)
    await callStripe(async () => {
      try {
        await stripe.customers.del(id);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    });
  return ids.size > 0;
}
