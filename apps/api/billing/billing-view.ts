import { PLANS, planId } from '#contracts/plans.js';
import type { PlanId } from '#contracts/plans.js';
import type { PaymentSummary } from '#contracts/finance.js';
import * as contract from '#contracts/payments.js';
import type { MoneyView, OrderView, PlanView } from '#contracts/payments.js';
import type { RefundableWithPlan } from '#billing/refundable.js';
import type { Prisma } from '#database/generated/client.js';

export const moneyView = (minor: bigint | number, currency: string): MoneyView => ({ minor: String(minor), currency });

export const planView = ({ price, currency, ...plan }: (typeof PLANS)[PlanId]): PlanView => ({
  ...plan,
  price: moneyView(price, currency),
});

/** Accepted by Stripe; these refunds may still fail. */
const pendingRefunds = { state: { in: ['pending', 'requires_action'] } } satisfies Prisma.RefundWhereInput;
export const withRefunds = {
  payments: { include: { refunds: { where: pendingRefunds, select: { amount: true } } } },
} satisfies Prisma.OrderInclude;
export type OrderRow = Prisma.OrderGetPayload<{ include: typeof withRefunds }>;

const sumOf = (amounts: bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Stripe counts a pending refund as refunded; this view separates the two. */
function givenBack(payments: OrderRow['payments']): { refunded: bigint; refunding: bigint } {
  const pending = sumOf(payments.flatMap(({ refunds }) => refunds.map(({ amount }) => amount)));
  const all = sumOf(payments.map(({ refunded }) => refunded));
  const refunding = pending < all ? pending : all;
  return { refunded: all - refunding, refunding };
}

export function orderView(row: OrderRow): OrderView {
  const { refunded, refunding } = givenBack(row.payments);
  return {
    id: row.id,
    kind: contract.orderView.shape.kind.parse(row.kind),
    plan: planId.parse(row.plan),
    state: contract.orderView.shape.state.parse(row.state),
    amount: moneyView(row.amount, row.currency),
    refunded: moneyView(refunded, row.currency),
    refunding: moneyView(refunding, row.currency),
    from: row.periodStart?.toISOString() ?? null,
    until: row.periodEnd?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  };
}

export const withCustomer = {
  order: { select: { plan: true, user: { select: { id: true, name: true, email: true } } } },
  refunds: { where: pendingRefunds, select: { id: true }, take: 1 },
} satisfies Prisma.PaymentInclude;
type PaymentRow = Prisma.PaymentGetPayload<{ include: typeof withCustomer }>;

export const paymentSummary = (
  row: PaymentRow,
  {
    refundable,
    customer = null,
    ...more
  }: {
    payoutId: string | null;
    openItems: number;
    refundable: RefundableWithPlan;
    customer?: PaymentSummary['customer'] | undefined;
  },
): PaymentSummary => ({
  id: row.id,
  customer: row.order?.user ?? customer,
  plan: row.order ? planId.parse(row.order.plan) : null,
  // oxlint-disable-next-line typescript/consistent-type-assertions -- Stripe's own status of the charge: a new one must not hide the payments
  state: row.state as PaymentSummary['state'],
  amount: moneyView(row.amount, row.currency),
  settled: row.settledAmount === null ? null : moneyView(row.settledAmount, row.settledCurrency ?? row.currency),
  fee: row.fee === null ? null : moneyView(row.fee, row.settledCurrency ?? row.currency),
  refunded: moneyView(row.refunded, row.currency),
  refundPending: row.refunds.length > 0,
  refundable: {
    left: moneyView(refundable.left, row.currency),
    why: refundable.why,
    endsPlan: refundable.endsPlan,
    keepsPlan: refundable.keepsPlan,
  },
  disputed: row.disputed,
  ...more,
  at: row.at.toISOString(),
});
