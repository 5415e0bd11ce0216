import { PLANS } from '#contracts/plans.js';
import type { PlanId } from '#contracts/plans.js';
import type { MoneyView, OrderView, PlanView } from '#contracts/payments.js';
import type { PaymentSummary } from '#contracts/finance.js';
import type { Refundable } from '#payments/refundable.js';
import type { Prisma } from '#database/generated/client.js';

export const moneyView = (minor: bigint | number, currency: string): MoneyView => ({ minor: String(minor), currency });

export const planView = ({ price, currency, ...plan }: (typeof PLANS)[PlanId]): PlanView => ({
  ...plan,
  price: moneyView(price, currency),
});

export type OrderRow = Prisma.OrderGetPayload<{ include: { payments: true } }>;

export const orderView = (row: OrderRow): OrderView => ({
  id: row.id,
  kind: row.kind as OrderView['kind'],
  plan: row.plan as PlanId,
  state: row.state as OrderView['state'],
  amount: moneyView(row.amount, row.currency),
  refunded: moneyView(
    row.payments.reduce((sum, { refunded }) => sum + refunded, 0n),
    row.currency,
  ),
  from: row.periodStart?.toISOString() ?? null,
  until: row.periodEnd?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
});

export const withCustomer = {
  order: { select: { plan: true, user: { select: { id: true, name: true, email: true } } } },
  refunds: { where: { state: { in: ['pending', 'requires_action'] } }, select: { id: true }, take: 1 },
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
    refundable: Refundable;
    customer?: PaymentSummary['customer'] | undefined;
  },
): PaymentSummary => ({
  id: row.id,
  customer: row.order?.user ?? customer,
  plan: (row.order?.plan as PlanId | undefined) ?? null,
  state: row.state as PaymentSummary['state'],
  amount: moneyView(row.amount, row.currency),
  settled: row.settledAmount === null ? null : moneyView(row.settledAmount, row.settledCurrency ?? row.currency),
  fee: row.fee === null ? null : moneyView(row.fee, row.settledCurrency ?? row.currency),
  refunded: moneyView(row.refunded, row.currency),
  refundPending: row.refunds.length > 0,
  refundable: { left: moneyView(refundable.left, row.currency), why: refundable.why },
  disputed: row.disputed,
  ...more,
  at: row.at.toISOString(),
});
