import type Stripe from 'stripe';
import { valueAt } from '#contracts/items.js';
import type { Prisma, RefundRequest } from '#database/generated/client.js';
import { PermanentFailure } from '#failures/failure.js';
import { refreshCharge } from './refresh-from-stripe/charge.js';
import type { RefreshContext } from './refresh-from-stripe/refresh-context.js';
import { refreshSubscription } from './refresh-from-stripe/subscription.js';
import { plansAtRefund, reasonPlanKept } from './plan-at-refund.js';
import { callStripe } from '#stripe/stripe-gateway.js';
import { endNow } from './subscriptions.js';

/**
 * Makes a requested refund exactly once: the request's id is the idempotency key, so that a repeat finds
 * Stripe's refund. What Stripe refuses changes nothing else: the plan ends only when the money went back.
 */
export async function giveRefund(deps: RefreshContext, requestId: string): Promise<void> {
  const { db, stripe } = deps;
  const request = await db.refundRequest.findUniqueOrThrow({ where: { id: requestId } });
  if (request.endedAt) return;
  const { paymentId } = request;
  // another worker may have ended it while this one stood still
  const note = (data: Prisma.RefundRequestUpdateManyMutationInput) =>
    db.refundRequest.updateMany({ where: { id: requestId, endedAt: null }, data });
  try {
    const refund = await callStripe(
      async () =>
        (await earlier(deps, paymentId, requestId)) ??
        (await stripe.refunds.create(
          {
            charge: paymentId,
            amount: Number(request.amount),
            reason: 'requested_by_customer',
            metadata: { requestId },
          },
          { idempotencyKey: `refund:${requestId}` },
        )),
    );
    await note({ refundId: refund.id, state: 'pending' });
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    await note({ state: 'failed', message: error.message, endedAt: new Date() });
    return;
  }
  await refreshCharge(deps, paymentId);
  const message = await endPlans(deps, paymentId);
  // the plan's outcome may be recorded already, by the first to learn that the refund has succeeded
  await note({ endedAt: new Date(), ...(message !== null && { message }) });
}

/** The refund stands whatever happens to the plan; returns Stripe's message if the plan cannot be ended. */
async function endPlans(deps: RefreshContext, paymentId: string): Promise<string | null> {
  try {
    await endRefundedPlans(deps, paymentId);
    return null;
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    return `The refund was given, but the plan could not be ended: ${error.message}`;
  }
}

/**
 * Ends the plans whose end was asked for together with a refund that has succeeded by now. Called after every look at a
 * charge that an event asks for: a bank may take days. A plan that is over already is left alone.
 */
export async function endRefundedPlans(deps: RefreshContext, paymentId: string): Promise<void> {
  const due = await deps.db.refundRequest.findMany({
    where: { paymentId, endPlan: true, planEndedAt: null, state: 'succeeded' },
  });
  for (const request of due) await endPlanOf(deps, request);
}

/** Only the plan that this payment bought: a subscription that was changed since keeps its id and is another plan's. */
async function endPlanOf(deps: RefreshContext, { id, paymentId }: RefundRequest): Promise<void> {
  const { db } = deps;
  const payment = await db.payment.findUnique({ where: { id: paymentId }, include: { order: true } });
  const subscriptionId = payment?.order?.subscriptionId;
  if (payment && subscriptionId) {
    // the change may be newer than the last event
    await refreshSubscription(deps, subscriptionId);
    const reason = reasonPlanKept(valueAt(await plansAtRefund(db, [payment]), paymentId));
    if (reason) {
      const message = `The refund was given; no plan was ended. ${reason}`;
      await db.refundRequest.update({ where: { id }, data: { endPlan: false, message } });
      return;
    }
    await endNow(deps, subscriptionId);
  }
  await db.refundRequest.update({ where: { id }, data: { planEndedAt: new Date() } });
}

/**
 * The refund made by an earlier attempt whose response was lost. Stripe keeps an answer of 500 under the idempotency key although
 * the work was done, and forgets the key after a day: https://docs.stripe.com/api/idempotent_requests
 */
async function earlier(
  { stripe }: RefreshContext,
  charge: string,
  requestId: string,
): Promise<Stripe.Refund | undefined> {
  const { data } = await stripe.refunds.list({ charge, limit: 100 });
  return data.find(({ metadata }) => metadata?.['requestId'] === requestId);
}
