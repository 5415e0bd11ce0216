import { PLANS, planId } from '#contracts/plans.js';
import { PermanentFailure } from '#failures/failure.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { MONEY_RETURNED } from '#billing/refresh-from-stripe/invoice.js';
import { notPossible } from './repair-plan.js';
import type { RepairPlan, Repairing } from './repair-plan.js';

const day = (at: Date): string => at.toISOString().slice(0, 10);

const orderOf = (db: Database, { subjectKind, subjectId, chargeId }: ReconciliationException) =>
  db.order.findFirst({
    where: subjectKind === 'order' ? { id: subjectId } : { payments: { some: { id: chargeId ?? '' } } },
    include: { entitlement: true, payments: true, user: { select: { name: true, email: true } } },
  });
type OrderRow = NonNullable<Awaited<ReturnType<typeof orderOf>>>;

export async function planGrant(db: Database, item: ReconciliationException): Promise<RepairPlan> {
  const order = await orderOf(db, item);
  if (!order) return notPossible('The order is gone.');
  if (order.entitlement) return notPossible('The plan is open by now; the next run will clear the item.');
  const paid = order.payments.find(({ state, refunded, amount }) => state === 'succeeded' && refunded < amount);
  if (!paid) return notPossible('No payment of this order stands.');
  const { from, until } = spanOf(order);
  return {
    changes: [
      `Open the plan ${PLANS[planId.parse(order.plan)].name} for ${order.user.name} (${order.user.email}), from ${day(from)} to ${day(until)}.`,
    ],
    why: null,
    facts: { order: order.id, plan: order.plan, from, until, paid: paid.id },
  };
}

export async function grantAccess({ db, publish }: Repairing, item: ReconciliationException): Promise<void> {
  const order = await orderOf(db, item);
  if (!order) throw new PermanentFailure('stripe-refused', 'The order is gone.');
  const { from, until } = spanOf(order);
  await db.$transaction(async (tx) => {
    const { count } = await tx.entitlement.createMany({
      data: [{ id: newId(), userId: order.userId, plan: order.plan, orderId: order.id, startsAt: from, endsAt: until }],
      skipDuplicates: true,
    });
    if (count > 0) await publish(tx, order.userId);
  });
}

/** What the order says was bought; a month from its payment on where it does not. */
function spanOf({ periodStart, periodEnd, paidAt, createdAt }: OrderRow): { from: Date; until: Date } {
  const from = periodStart ?? paidAt ?? createdAt;
  if (periodEnd) return { from, until: periodEnd };
  const until = new Date(from);
  until.setUTCMonth(until.getUTCMonth() + 1);
  return { from, until };
}

export async function planRevoke(db: Database, item: ReconciliationException): Promise<RepairPlan> {
  const order = await orderOf(db, item);
  const access = order?.entitlement;
  if (!order || !access) return notPossible('There is no access that could be taken away.');
  if (access.revokedAt) return notPossible('The access was taken away by now; the next run will clear the item.');
  return {
    changes: [
      `End the plan ${PLANS[planId.parse(access.plan)].name} of ${order.user.name} (${order.user.email}), which would hold until ${day(access.endsAt)}.`,
    ],
    why: null,
    facts: { access: access.id, endsAt: access.endsAt },
  };
}

/** With the reason that a refresh from Stripe sets, so that a later refresh can restore access if it is paid after all. */
export async function revokeAccess({ db, publish }: Repairing, item: ReconciliationException): Promise<void> {
  const order = await orderOf(db, item);
  const access = order?.entitlement;
  if (!order || !access) throw new PermanentFailure('stripe-refused', 'There is no access that could be taken away.');
  await db.$transaction(async (tx) => {
    const { count } = await tx.entitlement.updateMany({
      where: { id: access.id, revokedAt: null },
      data: { revokedAt: new Date(), revokedBecause: MONEY_RETURNED },
    });
    if (count > 0) await publish(tx, order.userId);
  });
}
