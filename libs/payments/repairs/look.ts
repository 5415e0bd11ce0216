import type { ReconciliationItem } from '#database/generated/client.js';
import { lookAtCharge } from '../look-again/charge.js';
import { lookAtPayout } from '../look-again/payout.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

/** What Stripe says is what happened: our rows follow it. */
export function planLook(item: ReconciliationItem): RepairPlan {
  const target = targetOf(item);
  if (!target) return notPossible('Nobody knows which payment this belongs to.');
  const changes = [`Ask Stripe how ${target} is now, and write that into our books, with what follows from it.`];
  if (item.remote) changes.push(`Our books would then say: ${item.remote}.`);
  return { changes, why: null, facts: { target, local: item.local, remote: item.remote } };
}

const targetOf = (item: ReconciliationItem): string | null =>
  item.subjectKind === 'payout' ? item.subjectId : item.chargeId;

export async function lookAgain(deps: Repairing, item: ReconciliationItem): Promise<void> {
  if (item.subjectKind === 'payout') await lookAtPayout(deps, item.subjectId);
  else if (item.chargeId) await lookAtCharge(deps, item.chargeId);
}
