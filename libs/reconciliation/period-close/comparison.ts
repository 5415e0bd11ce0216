import type { Comparison } from '#contracts/finance.js';
import type { Connection } from '#database/database.js';
import type { ReconciliationRun } from '#database/generated/client.js';

interface Span {
  from: Date;
  /** The first moment that is not in it. */
  to: Date;
}

/**
 * When what a reconciliation compares was last changed for a span of time, on either side; null when there is nothing.
 * Looking at Stripe again without finding anything new is no change (the trigger `note_compared_change`).
 */
export async function lastChange(db: Connection, { from, to }: Span): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(changed) AS at FROM (
      SELECT max("changedAt") AS changed FROM "Payment" WHERE at >= ${from} AND at < ${to}
      UNION ALL SELECT max("changedAt") FROM "Refund" WHERE at >= ${from} AND at < ${to}
      UNION ALL SELECT max("changedAt") FROM "Dispute" WHERE at >= ${from} AND at < ${to}
      UNION ALL SELECT max("changedAt") FROM "Payout" WHERE at >= ${from} AND at < ${to}
      UNION ALL SELECT max("changedAt") FROM "Order" WHERE "paidAt" >= ${from} AND "paidAt" < ${to}
      UNION ALL SELECT max(e."changedAt") FROM "Entitlement" e JOIN "Order" o ON o.id = e."orderId"
        WHERE o."paidAt" >= ${from} AND o."paidAt" < ${to}
      UNION ALL SELECT max("postedAt") FROM "LedgerTransaction"
        WHERE at >= ${from} AND at < ${to} AND "causeKind" IN ('stripe-object', 'stripe-event')
      UNION ALL SELECT max("changedAt") FROM "StripeRecord" WHERE "createdAt" >= ${from} AND "createdAt" < ${to}
    ) changes`;
  return row?.at ?? null;
}

/** When a run began to compare. One of an earlier version did not say: then its start is safe to take. */
export const comparedAt = (run: Pick<ReconciliationRun, 'comparedAt' | 'startedAt'>): Date =>
  run.comparedAt ?? run.startedAt;

/** The newest complete run over a whole span of time. */
export async function newestRunOver(db: Connection, { from, to }: Span): Promise<ReconciliationRun | null> {
  const runs = await db.reconciliationRun.findMany({
    where: { state: 'completed', trigger: { not: 'rehearsal' }, from: { lte: from }, to: { gte: to } },
    orderBy: { startedAt: 'desc' },
    take: 20,
  });
  return runs.reduce<ReconciliationRun | null>(
    (best, run) => (best === null || comparedAt(run) > comparedAt(best) ? run : best),
    null,
  );
}

/** Whether both sides of a span were compared since they were last changed, up to the newest run over its beginning. */
export async function comparisonOf(db: Connection, { from, to }: Span): Promise<Comparison> {
  const run = await newestRunOver(db, { from, to: new Date(from.getTime() + 1) });
  if (!run) return { state: 'none', at: null };
  const [changed, later] = await Promise.all([
    lastChange(db, { from, to }),
    run.to < to ? lastChange(db, { from: run.to, to }) : null,
  ]);
  const at = comparedAt(run);
  const isStale = later !== null || (changed !== null && changed > at);
  return { state: isStale ? 'stale' : 'current', at: at.toISOString() };
}

/**
 * Notes when a run starts to compare. What a still open transaction writes has to be newer than that: it is not
 * seen yet. A repeat changes nothing, and neither does a run that has ended.
 */
export async function noteComparison(db: Connection, runId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "ReconciliationRun" SET "comparedAt" = date_trunc('milliseconds', LEAST(clock_timestamp(), (
      SELECT min(xact_start) FROM pg_stat_activity
      WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    )))
    WHERE id = ${runId}::uuid AND "comparedAt" IS NULL AND state IN ('queued', 'running')`;
}
