import { PermanentFailure } from '#failures/failure.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { refreshCharge } from '#billing/refresh-from-stripe/charge.js';
import { inText } from '../matching/discrepancy.js';
import { callStripe } from '#stripe/stripe-gateway.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

/** The later one of two payments for the same thing goes back, the first one stands. */
export async function planRefund({ db, stripe }: Repairing, item: ReconciliationException): Promise<RepairPlan> {
  const payment = await db.payment.findUnique({ where: { id: item.subjectId } });
  if (!payment) return notPossible('Our books do not have this payment.');
  const first = await db.payment.findFirst({
    where: {
      id: { not: payment.id },
      state: 'succeeded',
      refunded: 0,
      OR: [
        ...(payment.orderId ? [{ orderId: payment.orderId }] : []),
        ...(payment.invoiceId ? [{ invoiceId: payment.invoiceId }] : []),
      ],
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  if (!first) return notPossible('No other payment for the same thing stands any more.');
  const charge = await callStripe(() => stripe.charges.retrieve(payment.id));
  const left = charge.amount - charge.amount_refunded;
  if (left <= 0) return notPossible('It was given back by now; the next run will clear the item.');
  if (charge.disputed) return notPossible('The customer disputes it; a refund on top would give it back twice.');
  const amount = { minor: BigInt(left), currency: charge.currency };
  return {
    changes: [`Give ${inText(amount)} of ${payment.id} back to the customer.`, `${first.id} stays as it is.`],
    why: null,
    movesMoney: true,
    facts: { charge: payment.id, left, first: first.id },
  };
}

/** Stripe refunds once per idempotency key, however often it is called. */
export async function refundDuplicate(deps: Repairing, item: ReconciliationException): Promise<void> {
  const { stripe } = deps;
  const plan = await planRefund(deps, item);
  // usually made by an earlier attempt; in any case the customer has the money
  if (plan.why !== null) {
    await refreshCharge(deps, item.subjectId);
    const payment = await deps.db.payment.findUnique({ where: { id: item.subjectId } });
    if (payment && payment.refunded >= payment.amount) return;
    throw new PermanentFailure('stripe-refused', plan.why);
  }
  await callStripe(() =>
    stripe.refunds.create(
      { charge: item.subjectId, reason: 'duplicate', metadata: { itemId: item.id } },
      { idempotencyKey: `repair:${item.id}` },
    ),
  );
  await refreshCharge(deps, item.subjectId);
}
