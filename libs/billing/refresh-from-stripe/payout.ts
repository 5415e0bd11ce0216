import type Stripe from 'stripe';
import type { Connection } from '#database/database.js';
import { post } from '#ledger/ledger.js';
import { postBalanceTransaction } from '#ledger/post-balance-transaction.js';
import { momentOf } from '#stripe/stripe-gateway.js';
import { refreshInTurn } from './refresh-context.js';
import type { RefreshContext } from './refresh-context.js';

/** A payout: out of Stripe's balance when it is made, into the bank when it arrives, and back when the bank refuses. */
export async function refreshPayout(deps: RefreshContext, payoutId: string): Promise<void> {
  await refreshInTurn(
    deps,
    payoutId,
    () => deps.stripe.payouts.retrieve(payoutId, { expand: ['balance_transaction', 'failure_balance_transaction'] }),
    async (tx, payout) => {
      const data = {
        amount: BigInt(payout.amount),
        currency: payout.currency,
        state: payout.status,
        automatic: payout.automatic,
        arrivesAt: momentOf(payout.arrival_date),
        at: momentOf(payout.created),
      };
      await tx.payout.upsert({ where: { id: payoutId }, create: { id: payoutId, ...data }, update: data });
      for (const txn of [payout.balance_transaction, payout.failure_balance_transaction])
        if (txn && typeof txn !== 'string') await postBalanceTransaction(tx, txn);
      await postArrival(tx, payout);
      return null;
    },
  );
}

/** In the currency and amount in which the payout left the balance: the bank may receive others. */
async function postArrival(tx: Connection, payout: Stripe.Payout): Promise<void> {
  const arrived = `payout-paid:${payout.id}`;
  const left = payout.balance_transaction;
  const { minor, currency } =
    left && typeof left !== 'string'
      ? { minor: BigInt(-left.amount), currency: left.currency }
      : { minor: BigInt(payout.amount), currency: payout.currency };
  const move = (key: string, kind: string, amount: bigint) =>
    post(tx, {
      key,
      kind,
      cause: { kind: 'stripe-object', id: payout.id },
      at: momentOf(payout.arrival_date),
      postings: [
        { account: 'bank', amount: { minor: amount, currency } },
        { account: 'in-transit', amount: { minor: -amount, currency } },
      ],
    });
  if (payout.status === 'paid') await move(arrived, 'payout-paid', minor);
  // "paid" may turn into "failed" for days: https://docs.stripe.com/api/payouts/object#payout_object-status
  if (payout.status === 'failed' && (await tx.ledgerTransaction.findUnique({ where: { key: arrived } })))
    await move(`payout-returned:${payout.id}`, 'payout-returned', -minor);
}
