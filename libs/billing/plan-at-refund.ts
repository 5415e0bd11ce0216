import type { PlanId } from '#contracts/plans.js';
import { PLANS, planId } from '#contracts/plans.js';
import type { Connection } from '#database/database.js';
import type { Payment } from '#database/generated/client.js';
import { LIVE_STATES } from './subscriptions.js';

/** What becomes of the author's subscription when all of a payment is refunded and the plan is to end with it. */
export interface PlanAtRefund {
  /** The plan that ends: the one that this payment bought, if its subscription is for that plan still. */
  endsPlan: PlanId | null;
  /** The plan that the author's subscription is for now, where this payment did not buy it. */
  keepsPlan: PlanId | null;
  boughtPlan: PlanId | null;
}

interface Bought {
  plan: string;
  subscriptionId: string | null;
}
interface Live {
  id: string;
  plan: string;
}

/** Of several payments, by their ids. */
export async function plansAtRefund(
  db: Connection,
  payments: Pick<Payment, 'id' | 'orderId'>[],
): Promise<Map<string, PlanAtRefund>> {
  const orders = await db.order.findMany({
    where: { id: { in: payments.flatMap(({ orderId }) => orderId ?? []) } },
    select: { id: true, userId: true, plan: true, subscriptionId: true },
  });
  const live = await db.subscription.findMany({
    where: { userId: { in: [...new Set(orders.map(({ userId }) => userId))] }, state: { in: LIVE_STATES } },
    orderBy: { startedAt: 'desc' },
    select: { id: true, userId: true, plan: true },
  });
  return new Map(
    payments.map(({ id, orderId }) => {
      const order = orders.find((each) => each.id === orderId);
      const theirs = live.filter(({ userId }) => userId === order?.userId);
      return [id, planAtRefund(order ?? null, theirs)];
    }),
  );
}

/** `live`: the author's subscriptions that go on, the newest first. A changed subscription has another plan and the same id. */
export function planAtRefund(bought: Bought | null, live: Live[]): PlanAtRefund {
  if (!bought) return { endsPlan: null, keepsPlan: null, boughtPlan: null };
  const boughtPlan = planId.parse(bought.plan);
  const now = live.find(({ id }) => id === bought.subscriptionId) ?? live[0];
  if (!now) return { endsPlan: null, keepsPlan: null, boughtPlan };
  const plan = planId.parse(now.plan);
  return now.id === bought.subscriptionId && plan === boughtPlan
    ? { endsPlan: plan, keepsPlan: null, boughtPlan }
    : { endsPlan: null, keepsPlan: plan, boughtPlan };
}

/** Why a refund does not end the plan; null where it may. */
export const reasonPlanKept = ({ keepsPlan, boughtPlan }: PlanAtRefund): string | null =>
  keepsPlan &&
  `The author’s subscription is for ${PLANS[keepsPlan].name} now; this payment was for ${
    boughtPlan === keepsPlan ? 'an earlier subscription' : PLANS[boughtPlan ?? 'free'].name
  }.`;
