import type { Connection, Database } from '#database/database.js';
import { PermanentFailure } from '#failures/failure.js';

/**
 * Writes for a run that has not ended: what is written is committed before the run's end, or not at all. A worker may be
 * suspended while its run is ended, and when it wakes, a newer run may have compared the same window. The steps of one run
 * write at once, so that the lock is shared; whoever ends the run waits for it.
 *
 * @throws PermanentFailure `run-ended`: nothing was written.
 */
export async function writeInRun<T>(db: Database, runId: string, write: (tx: Connection) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    const locked = await tx.$queryRaw<unknown[]>`
      SELECT 1 AS open FROM "ReconciliationRun" WHERE id = ${runId}::uuid AND state IN ('queued', 'running') FOR SHARE`;
    if (locked.length === 0)
      throw new PermanentFailure('run-ended', 'The reconciliation run had ended before this was written.');
    return write(tx);
  });
}
