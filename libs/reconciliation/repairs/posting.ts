import type Stripe from 'stripe';
import { PermanentFailure } from '#failures/failure.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { lossOf } from '#ledger/dispute-loss.js';
import { correct, correctionOf } from '#ledger/ledger.js';
import type { LedgerEntry, Posting } from '#ledger/ledger.js';
import { inText } from '../matching/discrepancy.js';
import { entryOf } from '#ledger/post-balance-transaction.js';
import { callStripe, isMissing } from '#stripe/stripe-gateway.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

/** What the ledger should say and does not: a new entry, or one that corrects an older one. */
export async function planPosting({ db, stripe }: Repairing, item: ReconciliationException): Promise<RepairPlan> {
  const found = await entryFor(stripe, item);
  if ('why' in found) return notPossible(found.why);
  const { times, postings } = await correctionOf(db, found.key, found.postings);
  if (postings.length === 0)
    return notPossible(
      times > 0
        ? 'The ledger has this entry by now; the next run will clear the item.'
        : 'This transaction moved nothing.',
    );
  const changes = postings.map(lineOf);
  if (times > 0) changes.unshift(`Correct ${found.key} by an entry of its own; the old one stays as it is.`);
  return { changes, why: null, facts: { key: found.key, times } };
}

export async function postToLedger({ db, stripe }: Repairing, item: ReconciliationException): Promise<void> {
  const found = await entryFor(stripe, item);
  if ('why' in found) throw new PermanentFailure('stripe-refused', found.why);
  await db.$transaction((tx) => correct(tx, found));
}

const lineOf = ({ account, amount }: Posting): string =>
  amount.minor > 0n
    ? `Debit ${account} with ${inText(amount)}`
    : `Credit ${account} with ${inText({ ...amount, minor: -amount.minor })}`;

async function entryFor(stripe: Stripe, item: ReconciliationException): Promise<LedgerEntry | { why: string }> {
  if (item.subjectKind === 'dispute') {
    const dispute = await orNull(() => stripe.disputes.retrieve(item.subjectId));
    if (!dispute) return { why: 'Stripe does not know this dispute.' };
    return lossOf(dispute) ?? { why: 'Nothing of this dispute is lost.' };
  }
  const txn = await orNull(() => stripe.balanceTransactions.retrieve(item.subjectId));
  return txn ? entryOf(txn) : { why: 'Stripe does not know this transaction.' };
}

const orNull = <T>(ask: () => Promise<T>): Promise<T | null> =>
  callStripe(async () => {
    try {
      return await ask();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
