import { valueAt } from '#contracts/items.js';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import { keyOf } from '../matching/discrepancy.js';
import type { Discrepancy } from '../matching/discrepancy.js';

/** What a person found right stays again in a month that is closed: a new difference there becomes an item of its own. */
const AGAIN = ':again';

/**
 * Writes what was found, each by its key. Found again, it is the same item: one that was cleared opens again, and one that
 * a person resolved stays so unless it differs in another way now. One that a repair resolved opens again in any case: the
 * repair has not helped.
 */
export async function writeExceptions(
  db: Connection,
  run: { id: string; rules: number },
  found: Discrepancy[],
): Promise<void> {
  if (found.length === 0) return;
  const byKey = new Map(found.map((each) => [keyOf(each), each]));
  const again = await resolvedAgain(db, byKey);
  const rows = [...byKey].map(([key, each]) => ({
    id: newId(),
    key: again.has(key) ? key + AGAIN : key,
    type: each.type,
    state: each.state,
    subjectKind: each.subjectKind,
    subjectId: each.subjectId,
    chargeId: each.chargeId,
    userId: each.userId,
    words: each.words,
    local: each.local,
    remote: each.remote,
    amount: each.amount ? String(each.amount.minor) : null,
    currency: each.amount?.currency ?? null,
    occurredAt: each.occurredAt.toISOString(),
    repair: each.repair,
  }));
  await db.$executeRaw`
    INSERT INTO "ReconciliationException" AS was (id, key, type, state, "subjectKind", "subjectId", "chargeId", "userId", words,
      local, remote, amount, currency, "occurredAt", repair, "runId", rules)
    SELECT id, key, type, state, "subjectKind", "subjectId", "chargeId", "userId", words, local, remote, amount, currency,
      "occurredAt", repair, ${run.id}::uuid, ${run.rules}::int
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS found (id uuid, key text, type text, state text,
      "subjectKind" text, "subjectId" text, "chargeId" text, "userId" uuid, words text, local text, remote text,
      amount bigint, currency text, "occurredAt" timestamptz, repair text)
    ON CONFLICT (key) DO UPDATE SET
      "lastSeen" = now(), "runId" = EXCLUDED."runId", rules = EXCLUDED.rules,
      state = CASE
        WHEN was.state = 'repairing' THEN was.state
        WHEN was.state = 'resolved' AND was."repairedBy" IS NULL AND (was.local, was.remote, was.amount, was.currency)
          IS NOT DISTINCT FROM (EXCLUDED.local, EXCLUDED.remote, EXCLUDED.amount, EXCLUDED.currency) THEN was.state
        ELSE EXCLUDED.state END,
      words = EXCLUDED.words, local = EXCLUDED.local, remote = EXCLUDED.remote, amount = EXCLUDED.amount,
      currency = EXCLUDED.currency, "chargeId" = EXCLUDED."chargeId", "userId" = EXCLUDED."userId", repair = EXCLUDED.repair
    `;
}

/** Items that were resolved in a month that is closed, and differ in another way now: evidence is not rewritten. */
async function resolvedAgain(db: Connection, found: Map<string, Discrepancy>): Promise<Set<string>> {
  const rows = await db.$queryRaw<
    { key: string; local: string | null; remote: string | null; amount: bigint | null; repairedBy: string | null }[]
  >`
    SELECT i.key, i.local, i.remote, i.amount, i."repairedBy" FROM "ReconciliationException" i
    WHERE i.key = ANY(${[...found.keys()]}::text[]) AND i.state = 'resolved'
      AND EXISTS (
        SELECT FROM "Period" p WHERE p.state = 'closed' AND p.month >= to_char(i."occurredAt" AT TIME ZONE 'UTC', 'YYYY-MM')
      )`;
  return new Set(
    rows
      .filter(({ key, local, remote, amount, repairedBy }) => {
        const now = valueAt(found, key);
        return (
          repairedBy !== null || local !== now.local || remote !== now.remote || amount !== (now.amount?.minor ?? null)
        );
      })
      .map(({ key }) => key),
  );
}

/** Items of the window that this run did not find, and no other since it began: whatever they were about is right now. */
export async function clearItems(
  db: Connection,
  run: { id: string; from: Date; to: Date; asOf: Date },
): Promise<number> {
  return db.$executeRaw`
    UPDATE "ReconciliationException" SET state = 'cleared', "lastSeen" = "lastSeen"
    WHERE "occurredAt" >= ${run.from} AND "occurredAt" < ${run.to} AND state IN ('open', 'expected')
      AND "runId" <> ${run.id}::uuid AND "lastSeen" < ${run.asOf}`;
}

/** Of older charges, which their own window may never show again: what was wrong with the charge itself, and is no more. */
export async function clearCharges(
  db: Connection,
  run: { id: string; asOf: Date },
  chargeIds: string[],
): Promise<void> {
  if (chargeIds.length === 0) return;
  await db.reconciliationException.updateMany({
    where: {
      chargeId: { in: chargeIds },
      state: { in: ['open', 'expected'] },
      subjectKind: { in: ['charge', 'order'] },
      // what is missing is only looked for within the window
      type: { notIn: ['missing_local', 'missing_remote', 'timing'] },
      runId: { not: run.id },
      lastSeen: { lt: run.asOf },
    },
    data: { state: 'cleared' },
  });
}
