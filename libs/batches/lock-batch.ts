import type { Connection } from '#database/database.js';

/** A batch, as one of its runs knows it. */
export interface BatchRun {
  batchId: string;
  /** Which try of the batch the run works for. Left out by runs that an earlier version started: then any will do. */
  attempt?: number | undefined;
}

/**
 * Locks the row of a batch that is still at this attempt and has not ended, until the transaction ends. Comes first in a
 * transaction. False: the run's worker was suspended for so long that the batch ended elsewhere, and its author may have
 * asked for another try since. Whatever that run was about to write has no effect then.
 */
export async function lockBatch(tx: Connection, { batchId, attempt }: BatchRun): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS open FROM "Batch"
    WHERE id = ${batchId}::uuid AND "endedAt" IS NULL AND attempt = COALESCE(${attempt ?? null}::int, attempt)
    FOR NO KEY UPDATE`;
  return locked.length > 0;
}

/** The same condition without the lock, for what a transaction can't hold: a signal to Temporal. */
export async function isAtWork(db: Connection, run: BatchRun): Promise<boolean> {
  return (await db.batch.count({ where: { id: run.batchId, ...openBatch(run) } })) > 0;
}

export const openBatch = ({ attempt }: BatchRun) => ({
  endedAt: null,
  ...(attempt === undefined ? {} : { attempt }),
});
