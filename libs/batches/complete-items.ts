import { jobState } from '#contracts/jobs.js';
import { isOneOf } from '#contracts/known-values.js';
import type { BatchItemState, BatchState } from '#contracts/batches.js';
import type { JobState } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { appendEvent } from '#events/event-log.js';
import { lockBatch } from './lock-batch.js';
import type { BatchRun } from './lock-batch.js';

/** What a job's state means for its book in the batch; null while it is being worked on. */
export function itemStateOf(state: JobState): BatchItemState | null {
  switch (state) {
    case 'completed':
    case 'completed-with-skips':
      return 'completed';
    case 'needs-attention':
      return 'parked';
    case 'failed':
    case 'canceled':
      return state;
    default:
      return null;
  }
}

/**
 * Records the state of a batch's open jobs, and returns those that are no longer active. The rows of the jobs
 * are the truth, so that a lost signal, or a job that was terminated in Temporal's UI, is noticed all the same. A run
 * whose batch has ended or was restarted has no open items.
 */
export async function completeItems(db: Database, run: BatchRun, open: string[]): Promise<string[]> {
  if ((await inactiveJobs(db, open)).length === 0) return [];
  return db.$transaction(async (tx) => {
    if (!(await lockBatch(tx, run))) return open;
    // checked again: another attempt may have held the lock for long, and the job may be active again
    const inactive = await inactiveJobs(tx, open);
    for (const { id, state, code, message } of inactive)
      await tx.batchItem.updateMany({
        where: { batchId: run.batchId, jobId: id, state: 'running' },
        data: { state, code, message },
      });
    await publishBatchEvent(tx, run.batchId);
    return inactive.map(({ id }) => id);
  });
}

async function inactiveJobs(db: Connection, ids: string[]) {
  const select = { id: true, state: true, code: true, message: true } as const;
  const jobs = await db.job.findMany({ where: { id: { in: ids } }, select });
  return jobs.flatMap((job) => {
    const state = itemStateOf(jobState.parse(job.state));
    return state ? [{ ...job, state }] : [];
  });
}

/** Moves a batch that has not ended and is at the run's attempt; notifies its author. False: nothing was changed. */
export async function moveBatch(
  tx: Connection,
  run: BatchRun,
  state: BatchState,
  more: { message?: string } = {},
): Promise<boolean> {
  if (!(await lockBatch(tx, run))) return false;
  const ended = ['completed', 'completed-with-failures', 'canceled', 'failed'].includes(state);
  await tx.batch.update({
    where: { id: run.batchId },
    data: { state, message: null, ...more, ...(ended ? { endedAt: new Date() } : {}) },
  });
  await publishBatchEvent(tx, run.batchId);
  return true;
}

/** How many books are in which state. */
export async function countItems(db: Connection, batchId: string) {
  const rows = await db.batchItem.groupBy({ by: ['state'], where: { batchId }, _count: true });
  const of = (...states: BatchItemState[]): number =>
    rows.filter(({ state }) => isOneOf(states, state)).reduce((sum, each) => sum + each._count, 0);
  return {
    total: rows.reduce((sum, each) => sum + each._count, 0),
    completed: of('completed'),
    failed: of('failed', 'parked', 'canceled'),
    running: of('running'),
  };
}

async function publishBatchEvent(tx: Connection, batchId: string): Promise<void> {
  const { ownerId, state } = await tx.batch.findUniqueOrThrow({ where: { id: batchId } });
  const { total, completed, failed } = await countItems(tx, batchId);
  const event = { type: 'batch.progress', batchId, state, completed, failed, total } as const;
  await appendEvent(tx, { id: batchId, ownerId }, event);
}
