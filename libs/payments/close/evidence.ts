import { createHash } from 'node:crypto';
import type { Connection } from '#database/database.js';
import { accountLines } from './balances.js';
import type { Month } from './month.js';

const BATCH = 1_000;

export interface EvidenceAsk {
  month: Month;
  /** Version of the rules that the month was reconciled by. */
  rules: number;
  /** Items count that were resolved by then: what is settled later is no part of what was signed. */
  asOf: Date;
}

/**
 * What a closed month rests on, one fact a line, always in the same order and the same words: Stripe's transactions, our
 * ledger's, the exceptions that people resolved, and the balances. Only what never changes is in it (a transaction's
 * payout, for one, is known later), so that the same month gives the same bytes for ever.
 */
export async function* evidenceLines(db: Connection, { month, rules, asOf }: EvidenceAsk): AsyncGenerator<string> {
  yield line({ evidence: 1, month: month.name, rules });
  yield* transactions(db, month);
  yield* ledger(db, month);
  yield* items(db, month, asOf);
  for (const { account, currency, opening, movement } of await accountLines(db, month))
    yield line({ balance: account, currency, opening: `${opening}`, closing: `${opening + movement}` });
}

export interface Evidence {
  digest: string;
  transactions: number;
  resolvedItems: number;
}

/** Digest and contents of the evidence; `keep` takes it down line by line, where it is wanted. */
export async function takeEvidence(
  db: Connection,
  ask: EvidenceAsk,
  keep: (text: string) => void = () => undefined,
): Promise<Evidence> {
  const hash = createHash('sha256');
  const found = { transactions: 0, resolvedItems: 0 };
  for await (const text of evidenceLines(db, ask)) {
    hash.update(text);
    keep(text);
    if (text.startsWith('{"stripe"')) found.transactions += 1;
    if (text.startsWith('{"resolved"')) found.resolvedItems += 1;
  }
  return { digest: hash.digest('hex'), ...found };
}

const line = (fact: object): string => `${JSON.stringify(fact)}\n`;

async function* transactions(db: Connection, { from, to }: Month): AsyncGenerator<string> {
  let last = { createdAt: new Date(0), id: '' };
  for (;;) {
    const rows = await db.stripeRecord.findMany({
      where: {
        kind: 'balance_transaction',
        createdAt: { gte: from, lt: to },
        OR: [{ createdAt: { gt: last.createdAt } }, { createdAt: last.createdAt, id: { gt: last.id } }],
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: BATCH,
    });
    for (const { id, type, amount, fee, net, currency, sourceId, createdAt } of rows)
      yield line({
        stripe: id, type, amount: `${amount}`, fee: `${fee}`, net: `${net}`, currency, source: sourceId,
        at: createdAt.toISOString(),
      }); // prettier-ignore
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
  }
}

async function* ledger(db: Connection, { from, to }: Month): AsyncGenerator<string> {
  let last = { at: new Date(0), key: '' };
  for (;;) {
    const rows = await db.ledgerTransaction.findMany({
      where: {
        at: { gte: from, lt: to },
        OR: [{ at: { gt: last.at } }, { at: last.at, key: { gt: last.key } }],
      },
      include: { postings: { orderBy: { id: 'asc' } } },
      orderBy: [{ at: 'asc' }, { key: 'asc' }],
      take: BATCH,
    });
    for (const { key, kind, causeKind, causeId, at, adjusts, postings } of rows)
      yield line({
        ledger: key, kind, cause: `${causeKind}:${causeId}`, at: at.toISOString(), adjusts,
        postings: postings.map(({ account, amount, currency }) => [account, `${amount}`, currency]),
      }); // prettier-ignore
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
  }
}

async function* items(db: Connection, { from, to }: Month, asOf: Date): AsyncGenerator<string> {
  for (let last = ''; ;) {
    const rows = await db.reconciliationItem.findMany({
      where: { occurredAt: { gte: from, lt: to }, state: 'resolved', resolvedAt: { lte: asOf }, key: { gt: last } },
      orderBy: { key: 'asc' },
      take: BATCH,
    });
    for (const { key, amount, currency, occurredAt, reason, repairedBy, resolvedById, resolvedAt } of rows)
      yield line({
        resolved: key, amount: amount === null ? null : `${amount}`, currency, at: occurredAt.toISOString(), reason,
        repair: repairedBy, by: resolvedById, resolvedAt: resolvedAt?.toISOString() ?? null,
      }); // prettier-ignore
    last = rows.at(-1)?.key ?? last;
    if (rows.length < BATCH) return;
  }
}
