import { lastOf } from '#contracts/items.js';
import type { Connection } from '#database/database.js';
import type { Fetched, Fetching } from './fetch.js';
import { linkTransactions, mirror } from './mirror.js';
import { writeInRun } from './lock-run.js';
import type { Span } from './remote-lists.js';
import type { RemoteRecord } from './remote-records.js';

/** Things fetched one by one in one step, and at once. */
const BATCH = 200;
const AT_ONCE = 8;

interface Cause {
  id: string;
  kind: 'charge' | 'refund' | 'dispute';
}

/**
 * Older things that the window speaks of: the charge of a refund that was given today may be a year old. They are fetched
 * one by one, first what moved money and then the charges, so that nothing is called missing that was only not asked for,
 * and nothing is compared with how it was long ago. The cursor is `<round> <id>`.
 */
export async function fetchCauses(deps: Fetching, span: Span, after: string | null): Promise<Fetched> {
  const [round = 'sources', last = ''] = after?.split(' ') ?? [];
  // a hundred thousand rows may be new: without a fresh count of them the planner takes the slow way
  if (after === null) await deps.db.$executeRaw`ANALYZE "StripeRecord"`;
  const find = round === 'sources' ? unknownSources : round === 'charges' ? olderCharges : theirOthers;
  const causes = await find(deps.db, span, last);
  await fetchEach(deps, causes);
  if (causes.length === BATCH) return { after: `${round} ${lastOf(causes).id}`, count: causes.length };
  if (round === 'sources') await writeInRun(deps.db, deps.runId, (tx) => linkTransactions(tx, span));
  const next = round === 'sources' ? 'charges ' : round === 'charges' ? 'others ' : null;
  return { after: next, count: causes.length };
}

async function fetchEach({ db, remote, runId, alive }: Fetching, causes: Cause[]): Promise<void> {
  for (let at = 0; at < causes.length; at += AT_ONCE) {
    const found = await Promise.all(causes.slice(at, at + AT_ONCE).map(({ kind, id }) => remote[kind](id)));
    const records = found.filter((record): record is RemoteRecord => record !== null);
    await writeInRun(db, runId, (tx) => mirror(tx, runId, records));
    alive();
  }
}

/** Refunds and disputes that moved money in the window and were made before it. */
function unknownSources(db: Connection, { from, to }: Span, last: string): Promise<Cause[]> {
  return db.$queryRaw<Cause[]>`
    SELECT DISTINCT txn."sourceId" AS id, CASE WHEN txn."sourceId" ~ '^(re|pyr)_' THEN 'refund' ELSE 'dispute' END AS kind
    FROM "StripeRecord" txn
    LEFT JOIN "StripeRecord" source ON source.kind IN ('refund', 'dispute') AND source.id = txn."sourceId"
    WHERE txn.kind = 'balance_transaction' AND txn."createdAt" >= ${from} AND txn."createdAt" < ${to}
      AND txn."sourceId" ~ '^(re|pyr|dp|du)_' AND txn."sourceId" > ${last} AND source.id IS NULL
    ORDER BY 1 LIMIT ${BATCH}`;
}

/** Charges that are not of the window, and that something in it is about, on either side. */
function olderCharges(db: Connection, { from, to }: Span, last: string): Promise<Cause[]> {
  return db.$queryRaw<Cause[]>`
    SELECT spoken.id, 'charge' AS kind FROM (
      SELECT r."chargeId" AS id FROM "StripeRecord" r
      WHERE r.kind IN ('refund', 'dispute', 'balance_transaction') AND r."createdAt" >= ${from} AND r."createdAt" < ${to}
        AND r."chargeId" > ${last}
      UNION
      SELECT x."paymentId" FROM "Refund" x WHERE x.at >= ${from} AND x.at < ${to} AND x."paymentId" > ${last}
      UNION
      SELECT x."paymentId" FROM "Dispute" x WHERE x.at >= ${from} AND x.at < ${to} AND x."paymentId" > ${last}
    ) spoken
    LEFT JOIN "StripeRecord" c ON c.kind = 'charge' AND c.id = spoken.id
    WHERE c.id IS NULL OR c."createdAt" < ${from} OR c."createdAt" >= ${to}
    ORDER BY spoken.id LIMIT ${BATCH}`;
}

/** Older refunds and disputes of those charges, which may have come to an end meanwhile. */
function theirOthers(db: Connection, { from, to }: Span, last: string): Promise<Cause[]> {
  return db.$queryRaw<Cause[]>`
    SELECT DISTINCT other.id, other.kind FROM "StripeRecord" other
    WHERE other.kind IN ('refund', 'dispute') AND other."createdAt" < ${from} AND other.id > ${last}
      AND EXISTS (
        SELECT FROM "StripeRecord" r
        WHERE r."chargeId" = other."chargeId" AND r.kind IN ('refund', 'dispute', 'balance_transaction')
          AND r."createdAt" >= ${from} AND r."createdAt" < ${to}
      )
    ORDER BY 1 LIMIT ${BATCH}`;
}
