import { valueAt } from '#contracts/items.js';
import type { Connection } from '#database/database.js';
import type { Payment } from '#database/generated/client.js';
import { plansAtRefund } from './plan-at-refund.js';
import type { PlanAtRefund } from './plan-at-refund.js';

export type NotRefundable = 'not-paid' | 'refunded-already' | 'disputed';

/** What can go back of a payment, in minor units of its currency. */
export interface Refundable {
  left: bigint;
  /** Null: it can. */
  why: NotRefundable | null;
}

/** A dispute in these states leaves the payment refundable; in all others Stripe refuses. */
const REFUNDABLE_DISPUTES = ['won', 'warning_needs_response', 'warning_under_review', 'warning_closed'];

type Row = Pick<Payment, 'id' | 'state' | 'amount' | 'refunded' | 'disputed'>;
export type RefundableWithPlan = Refundable & PlanAtRefund;

/** Of several payments, by their ids: what is asked for and not given yet is no longer left. */
export async function refundablesOf(
  db: Connection,
  payments: (Row & Pick<Payment, 'orderId'>)[],
): Promise<Map<string, RefundableWithPlan>> {
  const ids = payments.map(({ id }) => id);
  const [requests, refunds, disputes, plans] = await Promise.all([
    db.refundRequest.findMany({
      where: { paymentId: { in: ids }, state: { not: 'failed' } },
      select: { paymentId: true, amount: true, refundId: true },
    }),
    db.refund.findMany({ where: { paymentId: { in: ids } }, select: { id: true } }),
    db.dispute.findMany({
      where: { paymentId: { in: ids } },
      select: { paymentId: true, state: true },
      distinct: ['paymentId', 'state'],
    }),
    plansAtRefund(db, payments),
  ]);
  // Stripe's answer is noted before the payment is refreshed: until its refund is stored, a request is counted here.
  const stored = new Set(refunds.map(({ id }) => id));
  const underWay = new Map<string, bigint>();
  for (const { paymentId, amount, refundId } of requests)
    if (refundId === null || !stored.has(refundId)) underWay.set(paymentId, (underWay.get(paymentId) ?? 0n) + amount);
  return new Map(
    payments.map((payment) => [
      payment.id,
      {
        ...refundable(
          payment,
          underWay.get(payment.id) ?? 0n,
          disputes.filter(({ paymentId }) => paymentId === payment.id).map(({ state }) => state),
        ),
        ...valueAt(plans, payment.id),
      },
    ]),
  );
}

/** A payment that Stripe calls disputed and whose dispute we do not know is disputed. */
export function refundable(payment: Row, underWay: bigint, disputes: string[]): Refundable {
  const left = payment.state === 'succeeded' ? payment.amount - payment.refunded - underWay : 0n;
  if (payment.state !== 'succeeded') return { left, why: 'not-paid' };
  if (left <= 0n) return { left: 0n, why: 'refunded-already' };
  const isDisputed =
    disputes.length > 0 ? disputes.some((state) => !REFUNDABLE_DISPUTES.includes(state)) : payment.disputed;
  return { left, why: isDisputed ? 'disputed' : null };
}
