import { idOf } from '#stripe/stripe-gateway.js';
import { refreshInvoice } from './invoice.js';
import { refreshInTurn } from './refresh-context.js';
import type { RefreshContext } from './refresh-context.js';
import { refreshSubscription } from './subscription.js';

/** A checkout: paid, it leads to the subscription and its first invoice; given up, its order is over. */
export async function refreshCheckout(deps: RefreshContext, sessionId: string): Promise<void> {
  const session = await refreshInTurn(
    deps,
    sessionId,
    () => deps.stripe.checkout.sessions.retrieve(sessionId),
    async (tx, { status, subscription }) => {
      const order = await tx.order.findUnique({ where: { checkoutSessionId: sessionId } });
      if (!order) return null;
      if (status === 'expired')
        await tx.order.updateMany({ where: { id: order.id, state: 'open' }, data: { state: 'expired' } });
      if (subscription)
        await tx.order.update({ where: { id: order.id }, data: { subscriptionId: idOf(subscription) } });
      return order.userId;
    },
  );
  const subscription = idOf(session?.subscription);
  const invoice = idOf(session?.invoice);
  if (subscription) await refreshSubscription(deps, subscription);
  if (invoice) await refreshInvoice(deps, invoice);
}
