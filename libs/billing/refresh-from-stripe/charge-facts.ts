import type Stripe from 'stripe';
import type { Connection } from '#database/database.js';
import { lossOf } from '#ledger/dispute-loss.js';
import { post } from '#ledger/ledger.js';
import { postBalanceTransaction } from '#ledger/post-balance-transaction.js';
import { idOf, momentOf } from '#stripe/stripe-gateway.js';
import { MAX_COUNT } from './refresh-context.js';

/** A charge with all that became of it. */
export interface ChargeFacts {
  charge: Stripe.Charge;
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
}

const EXPAND = ['balance_transaction'];

export async function factsOfCharge(stripe: Stripe, chargeId: string): Promise<ChargeFacts> {
  return withRest(stripe, await stripe.charges.retrieve(chargeId, { expand: EXPAND }));
}

/** Every try to pay; at most one of them succeeded. */
export async function factsOfPaymentIntent(stripe: Stripe, paymentIntent: string): Promise<ChargeFacts[]> {
  const { data } = await stripe.charges.list({
    payment_intent: paymentIntent,
    limit: MAX_COUNT,
    expand: EXPAND.map((each) => `data.${each}`),
  });
  const facts: ChargeFacts[] = [];
  for (const charge of data) facts.push(await withRest(stripe, charge));
  return facts;
}

async function withRest(stripe: Stripe, charge: Stripe.Charge): Promise<ChargeFacts> {
  if (charge.status !== 'succeeded') return { charge, refunds: [], disputes: [] };
  const [refunds, disputes] = await Promise.all([
    stripe.refunds.list({
      charge: charge.id,
      limit: MAX_COUNT,
      expand: ['data.balance_transaction', 'data.failure_balance_transaction'],
    }),
    charge.disputed ? stripe.disputes.list({ charge: charge.id, limit: MAX_COUNT }) : { data: [] },
  ]);
  return { charge, refunds: refunds.data, disputes: disputes.data };
}

/** Nothing of it is left to us: refunded in full, or lost in a dispute. A refund that is under way may still fail. */
export const isFullyRefunded = (facts: ChargeFacts): boolean =>
  isRefunded(facts) || (isPaid(facts) && facts.disputes.some(({ status }) => status === 'lost'));

/** Refunded in full, and every refund has succeeded. */
export function isRefunded(facts: ChargeFacts): boolean {
  const { charge, refunds } = facts;
  const underWay = refunds.reduce((sum, { status, amount }) => sum + (isUnderWay(status) ? amount : 0), 0);
  return isPaid(facts) && charge.amount_refunded - underWay >= charge.amount;
}

export const isPaid = ({ charge }: ChargeFacts): boolean => charge.status === 'succeeded' && charge.amount > 0;

/** Stripe counts a refund as refunded before it has succeeded. */
export const isUnderWay = (status: string | null): boolean => status === 'pending' || status === 'requires_action';

/** Writes a charge, its refunds and disputes, and the ledger's postings for every balance transaction among them. */
export async function writeCharge(
  tx: Connection,
  { charge, refunds, disputes }: ChargeFacts,
  of: { orderId: string | null; invoiceId: string | null },
): Promise<void> {
  const txn = expanded(charge.balance_transaction);
  const data = {
    orderId: of.orderId,
    invoiceId: of.invoiceId,
    customerId: idOf(charge.customer),
    paymentIntentId: idOf(charge.payment_intent),
    amount: BigInt(charge.amount),
    currency: charge.currency,
    state: charge.status,
    refunded: BigInt(charge.amount_refunded),
    disputed: charge.disputed,
    ...settledAmounts(txn),
    fee: txn ? BigInt(txn.fee) : null,
    balanceTransactionId: idOf(charge.balance_transaction),
    failureCode: charge.failure_code,
    at: momentOf(charge.created),
  };
  await tx.payment.upsert({ where: { id: charge.id }, create: { id: charge.id, ...data }, update: data });
  if (txn) await postBalanceTransaction(tx, txn);
  for (const refund of refunds) await writeRefund(tx, charge.id, refund);
  for (const dispute of disputes) await writeDispute(tx, charge.id, dispute);
}

async function writeRefund(tx: Connection, paymentId: string, refund: Stripe.Refund): Promise<void> {
  const data = {
    paymentId,
    amount: BigInt(refund.amount),
    currency: refund.currency,
    state: refund.status ?? 'pending',
    balanceTransactionId: idOf(refund.balance_transaction),
    ...settledAmounts(expanded(refund.balance_transaction)),
    at: momentOf(refund.created),
  };
  await tx.refund.upsert({ where: { id: refund.id }, create: { id: refund.id, ...data }, update: data });
  await tx.refundRequest.updateMany({
    where: { refundId: refund.id },
    data: { state: refund.status === 'canceled' ? 'failed' : (refund.status ?? 'pending') },
  });
  for (const each of [refund.balance_transaction, refund.failure_balance_transaction]) {
    const txn = expanded(each);
    if (txn) await postBalanceTransaction(tx, txn);
  }
}

async function writeDispute(tx: Connection, paymentId: string, dispute: Stripe.Dispute): Promise<void> {
  const data = {
    paymentId,
    amount: BigInt(dispute.amount),
    currency: dispute.currency,
    state: dispute.status,
    reason: dispute.reason,
    at: momentOf(dispute.created),
  };
  await tx.dispute.upsert({ where: { id: dispute.id }, create: { id: dispute.id, ...data }, update: data });
  for (const txn of dispute.balance_transactions) await postBalanceTransaction(tx, txn);
  const loss = lossOf(dispute);
  // one of an earlier version that was posted otherwise stays: reconciliation shows it, and its repair corrects it
  if (loss) await post(tx, loss);
}

/** The amount that Stripe settled, in the currency that it settled in. */
const settledAmounts = (txn: Stripe.BalanceTransaction | null) => ({
  settledAmount: txn ? BigInt(txn.amount) : null,
  settledCurrency: txn?.currency ?? null,
});

const expanded = (txn: string | Stripe.BalanceTransaction | null | undefined): Stripe.BalanceTransaction | null =>
  txn && typeof txn !== 'string' ? txn : null;
