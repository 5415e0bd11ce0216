import type { Connection } from '#database/database.js';
import { PermanentFailure } from '#failures/failure.js';

/**
 * Locks the row of a job that has not ended, until the transaction ends: what is written after it is committed before the
 * job's end, or not at all. Comes first in a transaction, as every writer takes the job's row before its pages' rows.
 *
 * A worker may stop for longer than Temporal waits for its heartbeat (a suspended process, a virtual machine that moves).
 * Its job goes on elsewhere and ends; when the worker wakes, a newer job may work on the same book.
 *
 * @throws PermanentFailure `job-ended`: never retried, and harmless, since the job's workflow has ended.
 */
export async function lockOpenJob(tx: Connection, jobId: string): Promise<void> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS open FROM "Job" WHERE id = ${jobId}::uuid AND "endedAt" IS NULL FOR NO KEY UPDATE`;
  if (locked.length === 0) throw jobEnded();
}

export const jobEnded = (): PermanentFailure =>
  new PermanentFailure('job-ended', 'The job had ended before this was written.');

export const isJobEnded = (error: unknown): boolean => error instanceof PermanentFailure && error.code === 'job-ended';
