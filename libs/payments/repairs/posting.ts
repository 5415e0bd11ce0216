import type Stripe from 'stripe';
import { Refusal } from '#failures/failure.js';
import type { ReconciliationItem } from '#database/generated/client.js';
import { inWords } from '../match/discrepancy.js';
import { postBalanceTransaction, postingsOf } from '../post-balance-transaction.js';
import { asking, isMissing } from '../stripe-gateway.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

export async function planPosting({ db, stripe }: Repairing, item: ReconciliationItem): Promise<RepairPlan> {
  const posted = await db.ledgerTransaction.findUnique({ where: { key: `bt:${item.subjectId}` } });
  if (posted) return notPossible('The ledger has this entry by now; the next run will clear the item.');
  const txn = await find(stripe, item.subjectId);
  if (!txn) return notPossible('Stripe does not know this transaction.');
  const postings = postingsOf(txn);
  if (postings.length === 0) return notPossible('This transaction moved nothing.');
  const changes = postings.map(({ account, amount }) =>
    amount.minor > 0n
      ? `Debit ${account} with ${inWords(amount)}`
      : `Credit ${account} with ${inWords({ ...amount, minor: -amount.minor })}`,
  );
  return { changes, why: null, facts: txn.id };
}

export async function postToLedger({ db, stripe }: Repairing, item: ReconciliationItem): Promise<void> {
  const txn = await find(stripe, item.subjectId);
  if (!txn) throw new Refusal('stripe-refused', 'Stripe does not know this transaction.');
  await db.$transaction((tx) => postBalanceTransaction(tx, txn));
}

const find = (stripe: Stripe, id: string): Promise<Stripe.BalanceTransaction | null> =>
  asking(async () => {
    try {
      return await stripe.balanceTransactions.retrieve(id);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
