import { createHash } from 'node:crypto';
import type { Repair, RepairPreview } from '#contracts/finance.js';
import { REPAIRS } from '#contracts/finance.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { planGrant, planRevoke } from './access.js';
import { planRefresh } from './refresh.js';
import { planPosting } from './posting.js';
import { planRefund } from './refund.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

/** A dry run: changes nothing. Its digest covers all that it says, so that a repair that would do something else is noticed. */
export async function previewRepair(deps: Repairing, item: ReconciliationException): Promise<RepairPreview | null> {
  const repair = REPAIRS.find((each) => each === item.repair);
  if (!repair) return null;
  const { changes, why, movesMoney = false, reveals = [], facts } = await planOf(deps, item, repair);
  const whole = JSON.stringify({ item: item.id, repair, changes, why, reveals, facts });
  return {
    repair,
    possible: why === null,
    why,
    changes,
    movesMoney,
    reveals,
    digest: createHash('sha256').update(whole).digest('hex'),
  };
}

function planOf(deps: Repairing, item: ReconciliationException, repair: Repair): Promise<RepairPlan> {
  switch (repair) {
    case 'look-again':
      return planRefresh(deps, item);
    case 'post-to-ledger':
      return planPosting(deps, item);
    case 'grant-access':
      return planGrant(deps.db, item);
    case 'revoke-access':
      return planRevoke(deps.db, item);
    case 'refund-duplicate':
      return planRefund(deps, item);
  }
}
