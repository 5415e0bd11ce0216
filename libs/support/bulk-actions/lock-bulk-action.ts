import type { Connection } from '#database/database.js';

/**
 * Locks the row of a bulk action that has not ended, until the transaction ends. Comes first in a transaction. False: it
 * has ended, and whoever asks was suspended meanwhile. Nothing more is sent then; what was sent keeps its outcome.
 */
export async function lockBulkAction(tx: Connection, bulkId: string): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS open FROM "BulkAction" WHERE id = ${bulkId}::uuid AND "endedAt" IS NULL FOR NO KEY UPDATE`;
  return locked.length > 0;
}
