import type { Connection } from '#database/database.js';

/** Writes down that this deployment, not the author, keeps a Drive from being synced: alerts read it. */
export async function recordOperatorFailure(
  db: Connection,
  where: { id: string } | { ownerId: string },
  fault: string,
): Promise<void> {
  await db.driveConnection.updateMany({ where, data: { fault, faultAt: new Date() } });
}

/** After the first success, nothing is wrong any more. */
export async function clearFault(db: Connection, connectionId: string): Promise<void> {
  await db.driveConnection.updateMany({
    where: { id: connectionId, fault: { not: null } },
    data: { fault: null, faultAt: null },
  });
}
