import { createHash } from 'node:crypto';
import type { Connection } from '#database/database.js';
import { accountLines } from './balances.js';
import type { Month } from './month.js';

const BATCH = 1_000;

export interface EvidenceRequest {
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
export async function* evidenceLines(db: Connection, { month, rules, asOf }: EvidenceRequest): AsyncGenerator<string> {
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

/** Digest and contents of the evidence; `writeLine` receives it line by line. */
export async function takeEvidence(
  db: Connection,
  ask: EvidenceRequest,
  writeLine: (text: string) => void = () => undefined,
): Promise<Evidence> {
  const hash = createHash('sha256');
  const found = { transactions: 0, resolvedItems: 0 };
  for await (const text of evidenceLines(db, ask)) {
    hash.update(text);
    writeLine(text);
    if (text.startsWith('{"stripe"')) found.transactions += 1;
    if (text.startsWith('{"resolved"')) found.resolvedItems += 1;
  }
  return { digest: hash.digest('hex'), ...found };
}

const line = (fact: object): string => `${JSON.stringify(fact)}\n`;

/** Letters by their code: a database with another language sorts the same. */
async function* transactions(db: Connection, { from, to }: Month): AsyncGenerator<string> {
  let last = { at: new Date(0), id: '' };
  for (;;) {
    const rows = await db.$queryRaw<TransactionRow[]>`
      SELECT id, type, amount, fee, net, currency, "sourceId" AS source, "createdAt" AS at FROM "StripeRecord"
      WHERE kind = 'balance_transaction' AND "createdAt" >= ${from} AND "createdAt" < ${to} AND "createdAt" >= ${last.at}
        AND ("createdAt" > ${last.at} OR id COLLATE "C" > ${last.id})
      ORDER BY "createdAt", id COLLATE "C" LIMIT ${BATCH}`;
    for (const { id, type, amount, fee, net, currency, source, at } of rows)
      yield line({
        stripe: id,
        type,
        amount: `${amount}`,
        fee: `${fee}`,
        net: `${net}`,
        currency,
        source,
        at: at.toISOString(),
      });
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
  }
}

interface TransactionRow {
  id: string;
  type: string;
  amount: bigint;
  fee: bigint;
  net: bigint;
  currency: string;
  source: string | null;
  at: Date;
}

async function* ledger(db: Connection, { from, to }: Month): AsyncGenerator<string> {
  let last = { at: new Date(0), key: '' };
  for (;;) {
    const rows = await db.$queryRaw<LedgerRow[]>`
      SELECT t.key, t.kind, t."causeKind" || ':' || t."causeId" AS cause, t.at, t.adjusts, (
        SELECT jsonb_agg(jsonb_build_array(p.account, p.amount::text, p.currency) ORDER BY p.id)
        FROM "LedgerPosting" p WHERE p."transactionId" = t.id
      ) AS postings
      FROM "LedgerTransaction" t
      WHERE t.at >= ${from} AND t.at < ${to} AND t.at >= ${last.at} AND (t.at > ${last.at} OR t.key COLLATE "C" > ${last.key})
      ORDER BY t.at, t.key COLLATE "C" LIMIT ${BATCH}`;
    for (const { key, kind, cause, at, adjusts, postings } of rows)
      yield line({ ledger: key, kind, cause, at: at.toISOString(), adjusts, postings });
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
  }
}

interface LedgerRow {
  key: string;
  kind: string;
  cause: string;
  at: Date;
  adjusts: string | null;
  postings: [account: string, amount: string, currency: string][];
}

async function* items(db: Connection, { from, to }: Month, asOf: Date): AsyncGenerator<string> {
  for (let last = ''; ;) {
    const rows = await db.$queryRaw<ItemRow[]>`
      SELECT key, amount, currency, "occurredAt" AS at, reason, "repairedBy" AS repair, "resolvedById" AS by, "resolvedAt"
      FROM "ReconciliationException"
      WHERE "occurredAt" >= ${from} AND "occurredAt" < ${to} AND state = 'resolved' AND "resolvedAt" <= ${asOf}
        AND key COLLATE "C" > ${last}
      ORDER BY key COLLATE "C" LIMIT ${BATCH}`;
    for (const { key, amount, currency, at, reason, repair, by, resolvedAt } of rows)
      yield line({
        resolved: key,
        amount: amount === null ? null : `${amount}`,
        currency,
        at: at.toISOString(),
        reason,
        repair,
        by,
        resolvedAt: resolvedAt.toISOString(),
      });
    last = rows.at(-1)?.key ?? last;
    if (rows.length < BATCH) return;
  }
}

interface ItemRow {
  key: string;
  amount: bigint | null;
  currency: string | null;
  at: Date;
  reason: string | null;
  repair: string | null;
  by: string | null;
  resolvedAt: Date;
}
