import type { BatchItemState, BatchState } from '#contracts/batches.js';
import type { JobState } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { appendEvent } from '#jobs/event-log.js';

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
 * Writes down how far the open jobs of a batch are, and gives those that are not worked on any more. The rows of the jobs
 * are the truth, so that a signal that was lost, or a job that somebody ended in Temporal's UI, is seen all the same.
 */
export async function settleItems(db: Database, batchId: string, open: string[]): Promise<string[]> {
  const jobs = await db.job.findMany({ where: { id: { in: open } }, select: { id: true, state: true, code: true, message: true } }); // prettier-ignore
  const settled = jobs.flatMap((job) => {
    const state = itemStateOf(job.state as JobState);
    return state ? [{ ...job, state }] : [];
  });
  if (settled.length === 0) return [];
  await db.$transaction(async (tx) => {
    for (const { id, state, code, message } of settled)
      await tx.batchItem.updateMany({
        where: { batchId, jobId: id, state: 'running' },
        data: { state, code, message },
      });
    await tellBatch(tx, batchId);
  });
  return settled.map(({ id }) => id);
}

/** Moves a batch that has not ended; tells its author. Safe to repeat: `alongside` is done once, or not at all. */
export async function moveBatch(
  db: Database,
  batchId: string,
  state: BatchState,
  more: { message?: string; zipSha256?: string; zipSize?: bigint } = {},
  alongside: (tx: Connection) => Promise<void> = async () => undefined,
): Promise<boolean> {
  const ended = ['completed', 'completed-with-failures', 'canceled', 'failed'].includes(state);
  return db.$transaction(async (tx) => {
    const { count } = await tx.batch.updateMany({
      where: { id: batchId, endedAt: null },
      data: { state, message: null, ...more, ...(ended ? { endedAt: new Date() } : {}) },
    });
    if (count === 0) return false;
    await tellBatch(tx, batchId);
    await alongside(tx);
    return true;
  });
}

/** How many books are in which state. */
export async function countItems(db: Connection, batchId: string) {
  const rows = await db.batchItem.groupBy({ by: ['state'], where: { batchId }, _count: true });
  const of = (...states: BatchItemState[]): number =>
    rows.filter(({ state }) => (states as string[]).includes(state)).reduce((sum, each) => sum + each._count, 0);
  return {
    total: rows.reduce((sum, each) => sum + each._count, 0),
    completed: of('completed'),
    failed: of('failed', 'parked', 'canceled'),
    running: of('running'),
  };
}

async function tellBatch(tx: Connection, batchId: string): Promise<void> {
  const { ownerId, state } = await tx.batch.findUniqueOrThrow({ where: { id: batchId } });
  const { total, completed, failed } = await countItems(tx, batchId);
  const event = { type: 'batch.progress', batchId, state, completed, failed, total } as const;
  await appendEvent(tx, { id: batchId, ownerId }, event);
}
