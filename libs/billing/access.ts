import { GRACE_DAYS, PLANS, RENEWAL_SLACK_HOURS, planId } from '#contracts/plans.js';
import type { Plan, PlanId } from '#contracts/plans.js';
import type { Connection } from '#database/database.js';

/** What an author may do now, and why. */
export interface Access {
  plan: Plan;
  source: 'order' | 'grant' | 'free' | 'no-billing';
  entitlementId: string | null;
  /** The period that drawings are counted in. */
  period: { id: string; from: Date; until: Date };
  /** When the plan ends without another payment; null for the free plan. */
  until: Date | null;
  /** Set while a failed renewal may still be paid. */
  graceUntil: Date | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RANK: Record<PlanId, number> = { free: 0, pro: 1, enterprise: 2 };

interface Held {
  id: string;
  plan: string;
  startsAt: Date;
  endsAt: Date;
  orderId: string | null;
  /** State of the subscription that would renew it; null when nothing would. */
  renewal: { state: string; cancelAtPeriodEnd: boolean } | null;
}

/**
 * The best of the plans that an author holds at `now`: bought or granted. What was paid for holds to its end, whatever
 * becomes of the subscription; past its end it holds for as long as a renewal may still come.
 */
export async function accessOf(db: Connection, userId: string, billing: boolean, now = new Date()): Promise<Access> {
  if (!billing) return { ...freeAccess(now), plan: PLANS.enterprise, source: 'no-billing' };
  const held = await heldBy(db, userId, now);
  return bestOf(held, now);
}

async function heldBy(db: Connection, userId: string, now: Date): Promise<Held[]> {
  const rows = await db.entitlement.findMany({
    where: {
      userId,
      revokedAt: null,
      startsAt: { lte: now },
      endsAt: { gt: new Date(now.getTime() - GRACE_DAYS * DAY_MS) },
    },
    include: { order: { select: { subscriptionId: true } } },
    take: 100,
  });
  const ids = rows.flatMap(({ order }) => order?.subscriptionId ?? []);
  const subscriptions = ids.length > 0 ? await db.subscription.findMany({ where: { id: { in: ids } } }) : [];
  return rows.map(({ order, ...row }) => ({
    ...row,
    renewal: subscriptions.find(({ id }) => id === order?.subscriptionId) ?? null,
  }));
}

/** Which of the plans held counts; a function of its own, since it decides about money. */
export function bestOf(held: Held[], now: Date): Access {
  const holding = held
    .map((each) => ({ ...each, holdsUntil: holdsUntil(each), rank: RANK[planId.parse(each.plan)] }))
    .filter(({ startsAt, holdsUntil: end }) => startsAt <= now && end > now)
    .sort((a, b) => b.rank - a.rank || b.endsAt.getTime() - a.endsAt.getTime() || (a.id < b.id ? -1 : 1));
  const [best] = holding;
  if (!best || best.rank === 0) return freeAccess(now);
  const inGrace = best.endsAt <= now && best.renewal?.state === 'past_due';
  return {
    plan: PLANS[planId.parse(best.plan)],
    source: best.orderId ? 'order' : 'grant',
    entitlementId: best.id,
    period: periodOf(best, now),
    until: best.endsAt,
    graceUntil: inGrace || best.renewal?.state === 'past_due' ? best.holdsUntil : null,
  };
}

function holdsUntil({ endsAt, renewal }: Held): Date {
  if (renewal?.state === 'past_due') return new Date(endsAt.getTime() + GRACE_DAYS * DAY_MS);
  if (renewal?.state === 'active' && !renewal.cancelAtPeriodEnd)
    return new Date(endsAt.getTime() + RENEWAL_SLACK_HOURS * HOUR_MS);
  return endsAt;
}

/** Limits are monthly: a plan that was given for longer is counted month by month from its first day. */
function periodOf({ id, startsAt, endsAt }: Held, now: Date): Access['period'] {
  let [month, from] = [0, startsAt];
  for (;;) {
    const next = addMonths(startsAt, month + 1);
    if (next > now || next >= endsAt) return { id: `${id}:${month}`, from, until: next < endsAt ? next : endsAt };
    [month, from] = [month + 1, next];
  }
}

/** The same day of a later month, or its last day where it has no such day; in UTC. */
function addMonths(at: Date, months: number): Date {
  const next = new Date(at);
  next.setUTCDate(1);
  next.setUTCMonth(next.getUTCMonth() + months);
  const days = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  next.setUTCDate(Math.min(at.getUTCDate(), days));
  return next;
}

function freeAccess(now: Date): Access {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  const id = `free:${from.toISOString().slice(0, 7)}`;
  return {
    plan: PLANS.free,
    source: 'free',
    entitlementId: null,
    period: { id, from, until },
    until: null,
    graceUntil: null,
  };
}
