import type Stripe from 'stripe';
import { lookAtCharge } from './look-again/charge.js';
import type { Looking } from './look-again/looking.js';
import { asking } from './stripe-gateway.js';
import { Refusal } from '#failures/failure.js';
import { endNow } from './subscriptions.js';

/**
 * Carries out a refund that somebody asked for, once: the request's id is the idempotency key, so that a repeat finds
 * Stripe's refund. A full one ends the plan first, if asked to: a renewal must not come in between.
 */
export async function giveRefund(deps: Looking, requestId: string): Promise<void> {
  const { db, stripe } = deps;
  const request = await db.refundRequest.findUniqueOrThrow({ where: { id: requestId } });
  if (request.endedAt) return;
  const payment = await db.payment.findUniqueOrThrow({ where: { id: request.paymentId }, include: { order: true } });
  try {
    if (request.endPlan && payment.order?.subscriptionId) await endNow(deps, payment.order.subscriptionId);
    const refund = await asking(
      async () =>
        (await earlier(deps, payment.id, requestId)) ??
        (await stripe.refunds.create(
          {
            charge: payment.id,
            amount: Number(request.amount),
            reason: 'requested_by_customer',
            metadata: { requestId },
          },
          { idempotencyKey: `refund:${requestId}` },
        )),
    );
    await db.refundRequest.update({ where: { id: requestId }, data: { refundId: refund.id, state: 'pending' } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await db.refundRequest.update({
      where: { id: requestId },
      data: { state: 'failed', message: error.message, endedAt: new Date() },
    });
    return;
  }
  await lookAtCharge(deps, payment.id);
  await db.refundRequest.update({ where: { id: requestId }, data: { endedAt: new Date() } });
}

/**
 * This very refund, given by a try that was not told so. Stripe keeps an answer of 500 under the idempotency key although
 * the work was done, and forgets the key after a day: https://docs.stripe.com/api/idempotent_requests
 */
async function earlier({ stripe }: Looking, charge: string, requestId: string): Promise<Stripe.Refund | undefined> {
  const { data } = await stripe.refunds.list({ charge, limit: 100 });
  return data.find(({ metadata }) => metadata?.['requestId'] === requestId);
}
