import type Stripe from 'stripe';
import { PLANS } from '#contracts/plans.js';
import type { PaidPlan } from '#contracts/plans.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { customerOf } from './customers.js';
import { priceOf } from './prices.js';
import { callStripe, isCachedFailure } from '#stripe/stripe-gateway.js';

export interface Buyer {
  id: string;
  email: string;
  name: string;
}

/**
 * Begins a checkout: the order is committed first, then Stripe is asked for a page to pay on, under the order's id, so
 * that a repeat after a crash finds the same session. Sessions that the author left open are closed: of two that are
 * both paid, one would be paid for nothing.
 */
export async function openCheckout(
  deps: { db: Database; stripe: Stripe; publicUrl: string },
  buyer: Buyer,
  orderId: string,
  plan: PaidPlan,
): Promise<{ orderId: string; url: string }> {
  const { db, stripe, publicUrl } = deps;
  const { price: amount, currency } = PLANS[plan];
  await db.order.createMany({
    data: [{ id: orderId, userId: buyer.id, kind: 'checkout', plan, amount, currency }],
    skipDuplicates: true,
  });
  return callStripe(async () => {
    await closeOpenCheckouts(deps, buyer.id, orderId);
    const metadata = { orderId, userId: buyer.id, plan };
    const [customer, price] = [await customerOf(deps, buyer), await priceOf(stripe, plan)];
    const createSession = (idempotencyKey: string) =>
      stripe.checkout.sessions.create(
        {
          mode: 'subscription',
          customer,
          client_reference_id: orderId,
          line_items: [{ price, quantity: 1 }],
          metadata,
          subscription_data: { metadata },
          success_url: `${publicUrl}/billing?checkout=done&order=${orderId}`,
          cancel_url: `${publicUrl}/billing?checkout=canceled&order=${orderId}`,
        },
        { idempotencyKey },
      );
    const session = await createSession(`checkout:${orderId}`).catch(async (error: unknown) => {
      if (!isCachedFailure(error)) throw error;
      return (await earlier(stripe, customer, orderId)) ?? createSession(`checkout:${orderId}:${newId()}`);
    });
    await db.order.update({ where: { id: orderId }, data: { checkoutSessionId: session.id } });
    if (!session.url) throw new Error('Stripe gave a checkout session without an address');
    return { orderId, url: session.url };
  });
}

/** The session of an earlier attempt whose response was lost. */
async function earlier(stripe: Stripe, customer: string, orderId: string) {
  const { data } = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 });
  return data.find(({ client_reference_id }) => client_reference_id === orderId);
}

async function closeOpenCheckouts({ db, stripe }: { db: Database; stripe: Stripe }, userId: string, but: string) {
  const open = await db.order.findMany({
    where: { userId, state: 'open', kind: 'checkout', id: { not: but }, checkoutSessionId: { not: null } },
    take: 20,
  });
  for (const { id, checkoutSessionId } of open) {
    if (checkoutSessionId === null) continue;
    const session = await stripe.checkout.sessions.retrieve(checkoutSessionId);
    if (session.status === 'complete')
      throw new PermanentFailure(
        'stripe-refused',
        'An earlier checkout was paid a moment ago; your plan will be there at once.',
      );
    if (session.status === 'open') await stripe.checkout.sessions.expire(session.id);
    await db.order.updateMany({ where: { id, state: 'open' }, data: { state: 'expired' } });
  }
}
