import type { ReconciliationException } from '#database/generated/client.js';
import { refreshCharge } from '#billing/refresh-from-stripe/charge.js';
import { refreshPayout } from '#billing/refresh-from-stripe/payout.js';
import { keyOf } from '../matching/discrepancy.js';
import { endRefundedPlans } from '#billing/refunds.js';
import { dryRunRefresh } from './dry-run.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

const SAME_AGAIN =
  'Stripe says what our books say already: the next reconciliation would find this again. Refund the payment, or resolve this with a reason.';

/** Stripe is the source of truth: our rows follow it. A dry run shows the consequences beforehand. */
export async function planRefresh(deps: Repairing, item: ReconciliationException): Promise<RepairPlan> {
  const target = targetOf(item);
  if (!target) return notPossible('Nobody knows which payment this belongs to.');
  const changes = [`Ask Stripe how ${target} is now, and write that into our books, with what follows from it.`];
  if (item.remote) changes.push(`Our books would then say: ${item.remote}.`);
  const found = item.subjectKind === 'payout' ? [] : await dryRunRefresh(deps, item, target);
  if (found.some((each) => keyOf(each) === item.key)) return notPossible(SAME_AGAIN);
  const reveals = found.map(({ type, words }) => ({ type, words }));
  return { changes, why: null, reveals, facts: { target, local: item.local, remote: item.remote } };
}

const targetOf = (item: ReconciliationException): string | null =>
  item.subjectKind === 'payout' ? item.subjectId : item.chargeId;

export async function refreshFromStripe(deps: Repairing, item: ReconciliationException): Promise<void> {
  if (item.subjectKind === 'payout') await refreshPayout(deps, item.subjectId);
  else if (item.chargeId) {
    await refreshCharge(deps, item.chargeId);
    await endRefundedPlans(deps, item.chargeId);
  }
}
