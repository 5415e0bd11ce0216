import { firstOf } from '#contracts/items.js';
import type { QuotaView } from '#contracts/payments.js';
import type { Connection } from '#database/database.js';
import { accessOf } from './access.js';
import type { Access } from './access.js';

export interface Reservation {
  granted: boolean;
  access: Access;
  quota: QuotaView;
}

/**
 * Takes drawings from the limit of the author's current period, for a job; committed with the job. The author's row
 * stays locked until then, so that two submits can't take the same rest. Without billing nothing is counted.
 */
export async function reserve(
  tx: Connection,
  ask: { userId: string; jobId: string; key: string; generations: number; billing: boolean },
): Promise<Reservation> {
  await lockAccount(tx, ask.userId);
  const access = await accessOf(tx, ask.userId, ask.billing);
  const quota = await quotaOf(tx, ask.userId, access);
  const granted = !ask.billing || quota.left >= ask.generations;
  if (ask.billing && granted && ask.generations > 0)
    await tx.usageEntry.createMany({
      data: [
        {
          key: ask.key,
          userId: ask.userId,
          period: access.period.id,
          jobId: ask.jobId,
          kind: 'reserve',
          generations: ask.generations,
        },
      ],
      skipDuplicates: true,
    });
  return { granted, access, quota };
}

/** Holds the author's row until the transaction ends. */
export async function lockAccount(tx: Connection, userId: string): Promise<void> {
  await tx.billingAccount.createMany({ data: [{ userId }], skipDuplicates: true });
  await tx.$queryRaw`SELECT FROM "BillingAccount" WHERE "userId" = ${userId}::uuid FOR UPDATE`;
}

/**
 * At the end of a job, whatever was reserved and not delivered is the author's again. Once; an end that is reported twice
 * releases nothing more.
 */
export async function release(tx: Connection, jobId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "UsageEntry" (key, "userId", period, "jobId", kind, generations)
    SELECT 'release:' || "jobId" || ':' || period, "userId", period, "jobId", 'release',
      sum(CASE kind WHEN 'reserve' THEN generations ELSE -generations END)
    FROM "UsageEntry" WHERE "jobId" = ${jobId}::uuid
    GROUP BY "userId", period, "jobId"
    HAVING sum(CASE kind WHEN 'reserve' THEN generations ELSE -generations END) > 0
    ON CONFLICT (key) DO NOTHING`;
}

/** What is left of a period: its limit, less what was delivered, less what running jobs may still make. */
export async function quotaOf(db: Connection, userId: string, access: Access): Promise<QuotaView> {
  const sums = await db.$queryRaw<{ used: number; reserved: number }[]>`
    SELECT COALESCE(sum(settled), 0)::int AS used, COALESCE(sum(GREATEST(0, held - settled - released)), 0)::int AS reserved
    FROM (
      SELECT sum(generations) FILTER (WHERE kind = 'reserve') AS held,
        COALESCE(sum(generations) FILTER (WHERE kind = 'settle'), 0) AS settled,
        COALESCE(sum(generations) FILTER (WHERE kind = 'release'), 0) AS released
      FROM "UsageEntry" WHERE "userId" = ${userId}::uuid AND period = ${access.period.id}
      GROUP BY "jobId"
    ) AS job`;
  const { used, reserved } = firstOf(sums);
  const limit = access.plan.generations;
  return {
    used,
    reserved,
    limit,
    left: Math.max(0, limit - used - reserved),
    from: access.period.from.toISOString(),
    until: access.period.until.toISOString(),
  };
}
