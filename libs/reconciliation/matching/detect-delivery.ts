import { inText, moneyOf, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import type { AccessCase, ChargeCase, LocalPayment, RemoteCharge } from './facts.js';
import type { Rules } from './rules.js';

/** Whether what was paid was delivered, once, and what was given back is no longer delivered. */
export function detectDeliveryDiscrepancies(
  each: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  if (charge.state !== 'succeeded' || payment.state !== 'succeeded') return [];
  if (isFullyRefunded(each, charge)) return stillOpen(each, charge, payment, rules, asOf);
  // the first one paid; this one should never have been
  const twice = paidTwice(each, charge, payment);
  if (twice) return [twice];
  return notDelivered(each, charge, payment, rules, asOf);
}

function paidTwice({ local }: ChargeCase, charge: RemoteCharge, payment: LocalPayment): Discrepancy | null {
  const first = local.siblings.find(
    ({ id, at }) => at < charge.at || (at.getTime() === charge.at.getTime() && id < charge.id),
  );
  if (!first) return null;
  return {
    ...about(charge, payment),
    type: 'duplicate',
    words: `This was paid twice: ${first.id} had paid for it before.`,
    local: `paid by ${first.id}`,
    remote: `${inText(moneyOf(charge))}, ${charge.state}`,
    repair: 'refund-duplicate',
  };
}

function notDelivered(
  { local }: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const paid = inText(moneyOf(charge));
  const { order, entitlement, usage } = local;
  if (!order) {
    // a part of it was given back already: then that is the one thing that is said
    if (charge.refunded > 0n) return [];
    const found: Discrepancy = {
      ...about(charge, payment),
      type: 'paid_not_delivered',
      words: `${paid} were paid, and belong to no order.`,
      local: 'no order',
      remote: paid,
      repair: 'look-again',
    };
    return [orLate(found, charge.at, rules.timingHours.delivery, asOf)];
  }
  const ofOrder = {
    ...about(charge, payment),
    subjectKind: 'order',
    subjectId: order.id,
    userId: order.userId,
  } as const;
  if (!entitlement) {
    const found: Discrepancy = {
      ...ofOrder,
      type: 'paid_not_delivered',
      words: `${paid} were paid, but the plan was never opened.`,
      local: 'no access',
      remote: paid,
      repair: 'grant-access',
    };
    return [orLate(found, order.paidAt ?? charge.at, rules.timingHours.delivery, asOf)];
  }
  if (usage.settled > 0 && usage.drawn === 0)
    return [
      {
        ...ofOrder,
        type: 'paid_not_delivered',
        words: `${usage.settled} drawings were counted under this plan, and none of them exists.`,
        local: `${usage.settled} counted, 0 drawn`,
        remote: paid,
        repair: null,
      },
    ];
  return [];
}

/** Refunded in full, or lost in a dispute: nothing of it is left to us. A refund that is under way may still fail. */
function isFullyRefunded({ remote }: ChargeCase, { refunded, amount }: RemoteCharge): boolean {
  const underWay = remote.refunds.reduce((sum, each) => sum + (isUnderWay(each.state) ? each.amount : 0n), 0n);
  return refunded - underWay >= amount || remote.disputes.some(({ state }) => state === 'lost');
}

const isUnderWay = (state: string): boolean => state === 'pending' || state === 'requires_action';

function stillOpen(
  { local, remote }: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const { entitlement, siblings } = local;
  // it was paid a second time, and that payment stands
  if (!entitlement || entitlement.revokedAt || siblings.length > 0) return [];
  const givenBack = [...remote.refunds, ...remote.disputes].map(({ at }) => at.getTime());
  const since = givenBack.length > 0 ? new Date(Math.max(...givenBack)) : charge.at;
  const found: Discrepancy = {
    ...about(charge, payment),
    type: 'refunded_still_downloadable',
    words: `${inText(moneyOf(charge))} went back to the customer, but what was bought is still open.`,
    local: 'access is open',
    remote: 'given back',
    repair: 'revoke-access',
  };
  return [orLate(found, since, rules.timingHours.webhook, asOf)];
}

export function detectAccessDiscrepancies({ entitlement, order }: AccessCase, rules: Rules, asOf: Date): Discrepancy[] {
  if (order.amount === 0n || entitlement.revokedAt) return [];
  const due = { minor: order.amount, currency: order.currency };
  const found: Discrepancy = {
    type: 'delivered_not_paid',
    state: 'open',
    subjectKind: 'order',
    subjectId: order.id,
    chargeId: null,
    userId: order.userId,
    words: `The plan was opened, but no payment of ${inText(due)} succeeded.`,
    local: 'access is open',
    remote: 'no payment',
    amount: due,
    occurredAt: entitlement.createdAt,
    repair: 'revoke-access',
  };
  return [orLate(found, entitlement.createdAt, rules.timingHours.webhook, asOf)];
}

const about = (charge: RemoteCharge, { userId }: LocalPayment) =>
  ({
    state: 'open',
    subjectKind: 'charge',
    subjectId: charge.id,
    chargeId: charge.id,
    userId,
    amount: moneyOf(charge),
    occurredAt: charge.at,
  }) as const;
