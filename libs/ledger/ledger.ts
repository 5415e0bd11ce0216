import { z } from 'zod';
import { keysOf } from '#contracts/known-values.js';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { Money } from './money.js';

/**
 * Accounts of the book: what Stripe holds for us, what authors paid for, what it cost, what is in dispute or held back.
 * `suspense` has what a person has yet to place.
 */
export const ACCOUNTS = {
  'stripe-balance': 'asset',
  bank: 'asset',
  'in-transit': 'asset',
  receivable: 'asset',
  'disputed-funds': 'asset',
  'reserved-funds': 'asset',
  suspense: 'asset',
  revenue: 'income',
  refunds: 'expense',
  'stripe-fees': 'expense',
  'dispute-losses': 'expense',
  'provider-costs': 'expense',
  'provider-payable': 'liability',
} as const;
export type Account = keyof typeof ACCOUNTS;
const accountName = z.enum(keysOf(ACCOUNTS));

export interface Posting {
  account: Account;
  /** A debit is positive, a credit negative. */
  amount: Money;
}

export interface LedgerEntry {
  /** What happened, by the id of its cause: the same key is posted once, however often it is reported. */
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
 * closed is written into today's, with the month that it is about.
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

/** What was posted under a key, with its corrections: by account and currency. */
async function postedUnder(db: Connection, key: string): Promise<{ times: number; postings: Posting[] }> {
  const rows = await db.ledgerTransaction.findMany({
    where: { OR: [{ key }, { key: { startsWith: `${CORRECTION}${key}#` } }] },
    include: { postings: true },
  });
  const postings = rows.flatMap(({ postings: parts }) =>
    parts.map(({ account, amount, currency }): Posting => ({
      account: accountName.parse(account),
      amount: { minor: amount, currency },
    })),
  );
  return { times: rows.length, postings: summed(postings) };
}

/** Keys of corrections: `correction:<key>#<number>`. */
export const CORRECTION = 'correction:';

/** The postings that would turn what was posted under a key into what should be; empty: nothing is to be done. */
export async function correctionOf(
  db: Connection,
  key: string,
  postings: Posting[],
): Promise<{ times: number; postings: Posting[] }> {
  const posted = await postedUnder(db, key);
  const undone = posted.postings.map(({ account, amount }) => ({
    account,
    amount: { ...amount, minor: -amount.minor },
  }));
  return { times: posted.times, postings: summed([...postings, ...undone]) };
}

/**
 * Posts what an entry should say, less what was posted under its key before: the ledger is never rewritten, it is
 * corrected by an entry that says so. False when there is nothing to correct.
 */
export async function correct(tx: Connection, entry: LedgerEntry): Promise<boolean> {
  const { times, postings } = await correctionOf(tx, entry.key, entry.postings);
  if (postings.length === 0) return false;
  if (times === 0) return post(tx, entry);
  const key = `${CORRECTION}${entry.key}#${times}`;
  return post(tx, { ...entry, key, kind: 'correction', memo: `corrects ${entry.key}`, at: new Date(), postings });
}

/** Adds up what is on the same account in the same currency; what is nothing is left out. */
export function summed(postings: Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const { account, amount } of postings) {
    const name = `${account} ${amount.currency}`;
    const before = sums.get(name)?.amount.minor ?? 0n;
    sums.set(name, { account, amount: { ...amount, minor: before + amount.minor } });
  }
  return [...sums.values()].filter(({ amount }) => amount.minor !== 0n);
}

/** Held while a month is closed, and shared by whoever posts: a post never falls between the check and the insert. */
export const CLOSE_LOCK = 'ledger-close';

/** In UTC. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

async function placeOf(
  tx: Connection,
  { at, memo = '' }: LedgerEntry,
): Promise<{ at: Date; memo: string; adjusts: string | null }> {
  // two statements: only one that starts after the lock was granted sees what was closed meanwhile
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
