import type { Repair } from '#contracts/finance.js';
import type { Connection } from '#database/database.js';

/** The first repair of an item, and others of one that came back. */
export const repairId = (itemId: string, times: number): string =>
  times <= 1 ? `repair:${itemId}` : `repair:${itemId}:${times}`;

/** Claims an exception for a repair; false when another claim was faster. Whoever confirmed it is written on the item. */
export async function claimRepair(
  tx: Connection,
  itemId: string,
  by: { actorId: string; repair: Repair; reason: string },
): Promise<boolean> {
  const { count } = await tx.reconciliationException.updateMany({
    where: { id: itemId, state: { in: ['open', 'expected'] } },
    data: { state: 'repairing', repairedBy: by.repair, resolvedById: by.actorId, reason: by.reason, resolvedAt: null },
  });
  return count > 0;
}

/** How often an item's repair was confirmed; each is an entry of the audit log. */
export const timesRepaired = (db: Connection, itemId: string): Promise<number> =>
  db.auditEntry.count({ where: { subjectId: itemId, act: 'finance-repair' } });
