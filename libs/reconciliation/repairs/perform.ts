import type { ReconciliationException } from '#database/generated/client.js';
import { grantAccess, revokeAccess } from './access.js';
import { refreshFromStripe } from './refresh.js';
import type { Repairing } from './repair-plan.js';
import { postToLedger } from './posting.js';
import { refundDuplicate } from './refund.js';

/**
 * Performs a confirmed repair and resolves the exception; a retry finds its own work. The next run checks
 * whether it has helped. Throws a `PermanentFailure` when it can't be done.
 */
export async function performRepair(deps: Repairing, itemId: string): Promise<void> {
  const item = await deps.db.reconciliationException.findUniqueOrThrow({ where: { id: itemId } });
  if (item.state !== 'repairing') return;
  await applyRepair(deps, item);
  await deps.db.reconciliationException.updateMany({
    where: { id: itemId, state: 'repairing' },
    data: { state: 'resolved', resolvedAt: new Date() },
  });
}

async function applyRepair(deps: Repairing, item: ReconciliationException): Promise<void> {
  switch (item.repairedBy) {
    case 'look-again':
      return refreshFromStripe(deps, item);
    case 'post-to-ledger':
      return postToLedger(deps, item);
    case 'grant-access':
      return grantAccess(deps, item);
    case 'revoke-access':
      return revokeAccess(deps, item);
    case 'refund-duplicate':
      return refundDuplicate(deps, item);
    default:
      throw new Error(`Item ${item.id} has no repair`);
  }
}
