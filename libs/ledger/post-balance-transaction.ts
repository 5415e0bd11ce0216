import type Stripe from 'stripe';
import type { Connection } from '#database/database.js';
import { accountOf } from './balance-transaction-types.js';
import { post } from './ledger.js';
import type { Account, LedgerEntry, Posting } from './ledger.js';
import { momentOf } from '#stripe/stripe-gateway.js';

/** Posts one of Stripe's balance transactions, which are the evidence of what happened: once, whoever comes first. */
export function postBalanceTransaction(tx: Connection, txn: Stripe.BalanceTransaction): Promise<boolean> {
  return post(tx, entryOf(txn));
}

/** A balance transaction as an entry of the ledger. */
export const entryOf = (txn: Stripe.BalanceTransaction): LedgerEntry => ({
  key: `bt:${txn.id}`,
  kind: txn.type,
  cause: { kind: 'stripe-object', id: txn.id },
  at: momentOf(txn.created),
  // the ledger is kept for ever: no address of a person gets into it
  memo: (txn.description ?? '').replace(/\S+@\S+/g, '…'),
  postings: postingsOf(txn),
});

/**
 * Stripe's balance moves by the net; the fee is ours to bear; the amount is what it was about, in the currency that Stripe
 * settled in. What our books have no rule for waits on `suspense`, and reconciliation makes an exception of it.
 */
export function postingsOf(
  txn: Pick<Stripe.BalanceTransaction, 'type' | 'reporting_category' | 'amount' | 'fee' | 'net' | 'currency'>,
): Posting[] {
  const about = accountOf({ type: txn.type, category: txn.reporting_category }) ?? 'suspense';
  const sides: [Account, number][] = [
    ['stripe-balance', txn.net],
    ['stripe-fees', txn.fee],
    [about, -txn.amount],
  ];
  return sides
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount: { minor: BigInt(amount), currency: txn.currency } }));
}
