import type Stripe from 'stripe';
import { summed } from './ledger.js';
import type { LedgerEntry, Posting } from './ledger.js';
import { momentOf } from '#stripe/stripe-gateway.js';

type Disputed = Pick<Stripe.Dispute, 'id' | 'status' | 'balance_transactions'>;

/**
 * What was withheld during a dispute and does not come back, as an entry of the ledger; null while nothing is lost. The
 * dispute itself is in the currency of the charge, what was withheld in the one that Stripe settles in. Of a dispute that
 * was won the difference may stay: it was withheld at one exchange rate and returned at another.
 */
export function lossOf(dispute: Disputed): LedgerEntry | null {
  const { id, status, balance_transactions: transactions } = dispute;
  const isOver = status === 'lost' || (status === 'won' && hasReturned(dispute));
  if (!isOver || transactions.length === 0) return null;
  const postings = lossPostings(dispute);
  if (postings.length === 0) return null;
  return {
    key: status === 'lost' ? `dispute-lost:${id}` : `dispute-difference:${id}`,
    kind: status === 'lost' ? 'dispute-lost' : 'dispute-difference',
    cause: { kind: 'stripe-object', id },
    at: momentOf(Math.max(...transactions.map(({ created }) => created))),
    postings,
  };
}

/** "Won" may be reported before the money is back: until then nothing is lost. */
const hasReturned = ({ balance_transactions: transactions }: Disputed): boolean =>
  transactions.some(({ reporting_category: category }) => category === 'dispute_reversal');

const lossPostings = ({ balance_transactions: transactions }: Disputed): Posting[] =>
  summed(
    transactions.flatMap(({ amount, currency }): Posting[] => {
      const withheld = BigInt(-amount);
      return [
        { account: 'dispute-losses', amount: { minor: withheld, currency } },
        { account: 'disputed-funds', amount: { minor: -withheld, currency } },
      ];
    }),
  );
