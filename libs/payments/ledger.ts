import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { Money } from './money.js';

/** Accounts of the book: what Stripe holds for us, what authors paid for, what it cost, what is in dispute. */
export const ACCOUNTS = {
  'stripe-balance': 'asset',
  bank: 'asset',
  'in-transit': 'asset',
  receivable: 'asset',
  'disputed-funds': 'asset',
  revenue: 'income',
  refunds: 'expense',
  'stripe-fees': 'expense',
  'dispute-losses': 'expense',
  'provider-costs': 'expense',
  'provider-payable': 'liability',
} as const;
export type Account = keyof typeof ACCOUNTS;

export interface Posting {
  account: Account;
  /** A debit is positive, a credit negative. */
  amount: Money;
}

export interface LedgerEntry {
  /** What happened, by the id of its cause: the same key is posted once, however often it is told. */
  key: string;
  kind: string;
  cause: { kind: 'stripe-event' | 'stripe-object' | 'job' | 'person' | 'run'; id: string };
  at: Date;
  memo?: string;
  postings: Posting[];
}

/**
 * Posts a transaction inside the caller's database transaction. False when its key was posted before, whatever it said:
 * facts don't change. The database refuses, at commit, what is not balanced in each currency. A fact of a month that is
 * closed is written into today's, with the month that it tells of.
 */
export async function post(tx: Connection, entry: LedgerEntry): Promise<boolean> {
  const { key, kind, cause, postings } = entry;
  const id = newId();
  const made = await tx.ledgerTransaction.createMany({
    data: [{ id, key, kind, causeKind: cause.kind, causeId: cause.id, ...(await placeOf(tx, entry)) }],
    skipDuplicates: true,
  });
  if (made.count === 0) return false;
  await tx.ledgerPosting.createMany({
    data: postings.map(({ account, amount }) => ({
      transactionId: id,
      account,
      amount: amount.minor,
      currency: amount.currency,
    })),
  });
  return true;
}

/** Held while a month is closed, and shared by whoever posts: a post never falls between the look and the insert. */
export const CLOSE_LOCK = 'ledger-close';

/** In UTC. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

async function placeOf(
  tx: Connection,
  { at, memo = '' }: LedgerEntry,
): Promise<{ at: Date; memo: string; adjusts: string | null }> {
  // two statements: only one that begins after the lock was given sees what was closed meanwhile
  await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtext(${CLOSE_LOCK}))::text`;
  const closed = await tx.period.findFirst({ where: { state: 'closed', month: { gte: monthOf(at) } } });
  if (!closed) return { at, memo, adjusts: null };
  return { at: new Date(), memo: `${memo} (of ${at.toISOString()})`.trim(), adjusts: monthOf(at) };
}

/** Balances by currency, derived from the postings; `before` leaves out what happened at or after it. */
export async function balancesOf(db: Connection, account: Account, before?: Date): Promise<Money[]> {
  const rows = await db.ledgerPosting.groupBy({
    by: ['currency'],
    where: { account, ...(before ? { transaction: { at: { lt: before } } } : {}) },
    _sum: { amount: true },
    orderBy: { currency: 'asc' },
  });
  return rows.map(({ currency, _sum }) => ({ currency, minor: _sum.amount ?? 0n }));
}
