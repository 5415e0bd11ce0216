import type { Client } from '@temporalio/client';
import { recordAudit } from '#audit/audit-log.js';
import { supportAction } from '#contracts/support.js';
import type { BulkActionBatch, CanaryResult } from '#contracts/work.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { planAction } from '#support/actions/action-plan.js';
import { completeOutcomes } from '#support/bulk-actions/outcomes.js';
import { requestIdOf } from '#support/bulk-actions/bulk-plan.js';
import { lockBulkAction } from '#support/bulk-actions/lock-bulk-action.js';
import { ActionRefused, performAction } from '#support/actions/perform-action.js';
import { loadSupportJobRecord } from '#support/jobs/support-job.js';
import { runActivity } from '../run-activity.js';

export interface BulkActionDeps {
  db: Database;
  client: Client;
  billing: boolean;
}

type Item = Prisma.BulkActionItemGetPayload<{ include: { bulk: { include: { requester: true } } } }>;

/** Jobs per activity, so that progress is visible and a cancellation takes effect. */
const BATCH = 20;

/** A bulk action's own steps; each is safe to repeat. */
export const createBulkActionActivities = ({ db, client, billing }: BulkActionDeps) => ({
  /** Acts on the next jobs, the canaries only at first. */
  actOnJobs: ({ bulkId, canary }: { bulkId: string; canary: boolean }): Promise<BulkActionBatch> =>
    runActivity(async (context) => {
      // after its end, no job waits for the action any more
      const where = { bulkId, bulk: { endedAt: null }, state: 'waiting', ...(canary ? { canary: true } : {}) };
      const items = await db.bulkActionItem.findMany({
        where,
        orderBy: { position: 'asc' },
        include: { bulk: { include: { requester: true } } },
        take: BATCH,
      });
      for (const item of items) {
        await actOn({ db, client, billing }, item);
        context.heartbeat();
      }
      return { left: await db.bulkActionItem.count({ where }) };
    }),

  /** Checks the canaries: a retry passes when its job has completed, and fails when it needs attention again. */
  lookAtCanaries: ({ bulkId }: { bulkId: string }): Promise<CanaryResult> =>
    runActivity(async () => {
      await completeOutcomes(db, [bulkId]);
      const states = await db.bulkActionItem.groupBy({ by: ['state'], where: { bulkId, canary: true }, _count: true });
      const count = (state: string) => states.find((each) => each.state === state)?._count ?? 0;
      if (count('failed') > 0) return 'failed';
      if (count('acted') + count('waiting') > 0) return 'waiting';
      return count('passed') > 0 ? 'passed' : 'failed';
    }),

  moveBulk: (ask: { bulkId: string; state: string; message?: string }): Promise<void> =>
    runActivity(async () => {
      const ended = ['completed', 'stopped', 'canceled'].includes(ask.state);
      await db.bulkAction.updateMany({
        where: { id: ask.bulkId, endedAt: null },
        data: { state: ask.state, message: ask.message ?? null, ...(ended ? { endedAt: new Date() } : {}) },
      });
    }),
});

const keyOf = ({ bulkId, jobId }: { bulkId: string; jobId: string }) => ({ bulkId_jobId: { bulkId, jobId } });

/** The action had ended before this was sent. */
class BulkEnded extends Error {}

async function actOn(engines: BulkActionDeps, item: Item): Promise<void> {
  const { db } = engines;
  const requestId = requestIdOf(item.bulkId, item.jobId);
  const job = await loadSupportJobRecord(db, item.jobId);
  if (!job) return leaveOut(db, item, 'The job is gone.');
  const plan = planAction(job, { action: supportAction.parse(item.bulk.action) });
  const claimed = await claim(db, item);
  if (!claimed) return;
  const whileOpen = async (tx: Connection): Promise<void> => {
    if (!(await lockBulkAction(tx, item.bulkId))) throw new BulkEnded();
  };
  try {
    const newJobId = await performAction({ ...engines, whileOpen }, job, plan, requestId, item.bulk.reason);
    await noteSent(db, item, newJobId);
  } catch (error) {
    if (!(error instanceof ActionRefused || error instanceof BulkEnded)) throw error;
    const before = await db.job.findUnique({ where: { id: requestId }, select: { id: true } });
    // the try before this one did it, and did not live to say so
    if (before || (error instanceof ActionRefused && claimed.again)) await noteSent(db, item, before?.id ?? null);
    else if (error instanceof ActionRefused) await leaveOut(db, item, error.message);
  }
}

/** Notes that the action is about to be sent to a job; null when it has ended, or the job has had its turn. */
async function claim(db: Database, item: Item): Promise<{ again: boolean } | null> {
  return db.$transaction(async (tx) => {
    if (!(await lockBulkAction(tx, item.bulkId))) return null;
    const row = await tx.bulkActionItem.findUniqueOrThrow({ where: keyOf(item) });
    if (row.state !== 'waiting') return null;
    if (!row.actedAt) await tx.bulkActionItem.update({ where: keyOf(item), data: { actedAt: new Date() } });
    return { again: row.actedAt !== null };
  });
}

async function leaveOut(db: Database, { bulkId, jobId }: Item, message: string): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await lockBulkAction(tx, bulkId))) return;
    await tx.bulkActionItem.updateMany({
      where: { bulkId, jobId, state: 'waiting' },
      data: { state: 'left-out', message },
    });
  });
}

/** What was sent is noted and audited once, also after the end of the action; an outcome that is known by then stays. */
async function noteSent(db: Database, { bulkId, jobId, bulk }: Item, newJobId: string | null): Promise<void> {
  const { requester } = bulk;
  await db.$transaction(async (tx) => {
    const waiting = { bulkId, jobId, state: 'waiting' };
    if ((await tx.bulkActionItem.updateMany({ where: waiting, data: { state: 'acted', newJobId } })).count === 0)
      return;
    await recordAudit(tx, {
      actor: { id: requester.id, email: requester.email, role: requester.role },
      act: bulk.action,
      subjectKind: 'job',
      subjectId: jobId,
      reason: bulk.reason,
      detail: { bulkId, ...(newJobId ? { newJobId } : {}) },
    });
  });
}
