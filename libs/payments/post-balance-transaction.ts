import type Stripe from 'stripe';
import type { Connection } from '#database/database.js';
import { post } from './ledger.js';
import type { Account, Posting } from './ledger.js';
import { momentOf } from './stripe-gateway.js';

/** Where the other side of a movement of Stripe's balance goes, by what moved it; whatever is not named here is a fee. */
const OTHER_SIDE: Record<string, Account> = {
  charge: 'revenue',
  payment: 'revenue',
  refund: 'refunds',
  payment_refund: 'refunds',
  refund_failure: 'refunds',
  payment_failure_refund: 'refunds',
  payout: 'in-transit',
  payout_cancel: 'in-transit',
  payout_failure: 'in-transit',
};
const DISPUTES = new Set(['dispute', 'dispute_reversal']);

/**
 * Posts one of Stripe's balance transactions, which are the evidence of what happened: once, whoever looks first, and
 * whatever they say later. https://docs.stripe.com/reports/balance-transaction-types
 */
export function postBalanceTransaction(tx: Connection, txn: Stripe.BalanceTransaction): Promise<boolean> {
  return post(tx, {
    key: `bt:${txn.id}`,
    kind: txn.type,
    cause: { kind: 'stripe-object', id: txn.id },
    at: momentOf(txn.created),
    // the ledger is kept for ever: no address of a person gets into it
    memo: (txn.description ?? '').replace(/\S+@\S+/g, '…'),
    postings: postingsOf(txn),
  });
}

/** Stripe's balance moves by the net; the fee is ours to bear; the amount is what it was about. */
export function postingsOf(
  txn: Pick<Stripe.BalanceTransaction, 'type' | 'reporting_category' | 'amount' | 'fee' | 'net' | 'currency'>,
): Posting[] {
  const about: Account = DISPUTES.has(txn.reporting_category)
    ? 'disputed-funds'
    : (OTHER_SIDE[txn.type] ?? 'stripe-fees');
  const sides: [Account, number][] = [
    ['stripe-balance', txn.net],
    ['stripe-fees', txn.fee],
    [about, -txn.amount],
  ];
  return sides
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount: { minor: BigInt(amount), currency: txn.currency } }));
}
