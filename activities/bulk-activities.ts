import type { Client } from '@temporalio/client';
import { recordAudit } from '#audit/audit-log.js';
import type { Role } from '#contracts/auth.js';
import type { SupportAct } from '#contracts/support.js';
import type { BulkBatch, CanaryResult } from '#contracts/work.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { planAct } from '#support/act-plan.js';
import { settleOutcomes } from '#support/bulk-outcomes.js';
import { requestIdOf } from '#support/bulk-plan.js';
import { ActRefused, performAct } from '#support/perform-act.js';
import { loadDeskJob } from '#support/support-job.js';
import { runActivity } from './run-activity.js';

export interface BulkDeps {
  db: Database;
  client: Client;
  billing: boolean;
}

type Item = Prisma.BulkItemGetPayload<{ include: { bulk: { include: { requester: true } } } }>;

/** Jobs that one activity acts on, so that progress is seen and a cancel is heard. */
const BATCH = 20;

/** A bulk act's own steps; each is safe to repeat. */
export const createBulkActivities = ({ db, client, billing }: BulkDeps) => ({
  /** Acts on the next jobs, the canaries only at first. */
  actOnJobs: ({ bulkId, canary }: { bulkId: string; canary: boolean }): Promise<BulkBatch> =>
    runActivity(async (context) => {
      const where = { bulkId, state: 'waiting', ...(canary ? { canary: true } : {}) };
      const items = await db.bulkItem.findMany({
        where,
        orderBy: { position: 'asc' },
        include: { bulk: { include: { requester: true } } },
        take: BATCH,
      });
      for (const item of items) {
        await actOn({ db, client, billing }, item);
        context.heartbeat();
      }
      return { left: await db.bulkItem.count({ where }) };
    }),

  /** Looks how the canaries fare: a retry passes when its job has ended well, and fails when it needs a person again. */
  lookAtCanaries: ({ bulkId }: { bulkId: string }): Promise<CanaryResult> =>
    runActivity(async () => {
      await settleOutcomes(db, [bulkId]);
      const states = await db.bulkItem.groupBy({ by: ['state'], where: { bulkId, canary: true }, _count: true });
      const count = (state: string) => states.find((each) => each.state === state)?._count ?? 0;
      if (count('failed') > 0) return 'failed';
      if (count('acted') + count('waiting') > 0) return 'waiting';
      return count('passed') > 0 ? 'passed' : 'failed';
    }),

  moveBulk: (ask: { bulkId: string; state: string; message?: string }): Promise<void> =>
    runActivity(async () => {
      const ended = ['completed', 'stopped', 'canceled'].includes(ask.state);
      await db.bulkAct.updateMany({
        where: { id: ask.bulkId, endedAt: null },
        data: { state: ask.state, message: ask.message ?? null, ...(ended ? { endedAt: new Date() } : {}) },
      });
    }),
});

const keyOf = ({ bulkId, jobId }: { bulkId: string; jobId: string }) => ({ bulkId_jobId: { bulkId, jobId } });

async function actOn(engines: BulkDeps, item: Item): Promise<void> {
  const { db } = engines;
  const requestId = requestIdOf(item.bulkId, item.jobId);
  const job = await loadDeskJob(db, item.jobId);
  const finish = (data: Prisma.BulkItemUpdateInput) => db.bulkItem.update({ where: keyOf(item), data });
  if (!job) return void (await finish({ state: 'left-out', message: 'The job is gone.' }));
  const actedAt = item.actedAt ?? new Date();
  await db.bulkItem.update({ where: keyOf(item), data: { actedAt } });
  try {
    const plan = planAct(job, { act: item.bulk.act as SupportAct });
    const newJobId = await performAct(engines, job, plan, requestId, item.bulk.reason);
    await audit(db, item, newJobId);
    await finish({ state: 'acted', newJobId });
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    const before = await db.job.findUnique({ where: { id: requestId }, select: { id: true } });
    // the try before this one did it, and did not live to say so
    if (before || item.actedAt) await finish({ state: 'acted', newJobId: before?.id ?? null });
    else await finish({ state: 'left-out', message: error.message });
  }
}

async function audit(db: Database, { bulkId, jobId, bulk }: Item, newJobId: string | null): Promise<void> {
  const { requester } = bulk;
  await db.$transaction((tx) =>
    recordAudit(tx, {
      actor: { id: requester.id, email: requester.email, role: requester.role as Role },
      act: bulk.act,
      subjectKind: 'job',
      subjectId: jobId,
      reason: bulk.reason,
      detail: { bulkId, ...(newJobId ? { newJobId } : {}) },
    }),
  );
}
