import { inText, moneyOf, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import type { ChargeCase, LocalPayment, RefundCase, RemoteCharge, Side } from './facts.js';
import type { Rules } from './rules.js';
import { within } from './window.js';

/** Refunds one by one, by their ids; their sum is only compared when each of them matches. */
export function detectRefundDiscrepancies(
  each: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const found = comparePairs(each, payment, rules, asOf);
  if (found.length > 0) return found;
  const unlinked = payment.orderId === null ? each.remote.refunds.find(returnsMoney) : undefined;
  if (unlinked)
    return [
      {
        ...aboutRefund(unlinked, charge.id, payment.userId),
        type: 'refund_unlinked',
        words: `${inText(moneyOf(unlinked))} were given back for a payment that belongs to no order.`,
        local: 'no order',
        remote: sideLabel(unlinked),
      },
    ];
  if (charge.refunded === payment.refunded) return [];
  const ours = { minor: payment.refunded, currency: payment.currency };
  const theirs = { minor: charge.refunded, currency: charge.currency };
  return [
    {
      type: 'amount',
      state: 'open',
      subjectKind: 'charge',
      subjectId: charge.id,
      chargeId: charge.id,
      userId: payment.userId,
      words: `Of this payment ${inText(ours)} were given back by our books, and ${inText(theirs)} by Stripe’s.`,
      local: `${inText(ours)} given back`,
      remote: `${inText(theirs)} given back`,
      amount: { minor: theirs.minor - ours.minor, currency: charge.currency },
      occurredAt: charge.at,
      repair: 'look-again',
    },
  ];
}

function comparePairs(each: ChargeCase, payment: LocalPayment, rules: Rules, asOf: Date): Discrepancy[] {
  const { window, id } = each;
  const ours = new Map(each.local.refunds.map((refund) => [refund.id, refund]));
  const found: Discrepancy[] = [];
  for (const theirs of each.remote.refunds) {
    const mine = ours.get(theirs.id);
    ours.delete(theirs.id);
    const one = mine ? compareRefund(mine, theirs, id, payment) : null;
    if (one) found.push(one);
    else if (!mine)
      found.push(orLate(refundUnknownHere(theirs, id, payment), theirs.at, rules.timingHours.webhook, asOf));
  }
  for (const mine of ours.values()) if (within(window, mine.at)) found.push(refundUnknownThere(mine, id, payment));
  return found;
}

function compareRefund(mine: Side, theirs: Side, chargeId: string, { userId }: LocalPayment): Discrepancy | null {
  const type =
    mine.currency !== theirs.currency
      ? 'currency'
      : mine.amount !== theirs.amount
        ? 'amount'
        : mine.state !== theirs.state
          ? 'status'
          : null;
  if (!type) return null;
  return {
    ...aboutRefund(theirs, chargeId, userId),
    type,
    words: `This refund is ${sideLabel(mine)} here and ${sideLabel(theirs)} at Stripe.`,
    local: sideLabel(mine),
    remote: sideLabel(theirs),
  };
}

const refundUnknownHere = (theirs: Side, chargeId: string, { userId }: LocalPayment): Discrepancy => ({
  ...aboutRefund(theirs, chargeId, userId),
  type: 'missing_local',
  words: `Stripe gave back ${inText(moneyOf(theirs))}; our books have no such refund.`,
  local: null,
  remote: sideLabel(theirs),
});

const refundUnknownThere = (mine: Side, chargeId: string, { userId }: LocalPayment): Discrepancy => ({
  ...aboutRefund(mine, chargeId, userId),
  type: 'missing_remote',
  words: `Our books have a refund of ${inText(moneyOf(mine))} that Stripe does not have.`,
  local: sideLabel(mine),
  remote: null,
  repair: null,
});

/** A charge from before the window that our books never had: what is new is that money of it was given back. */
export function refundWithoutPayment(each: ChargeCase, charge: RemoteCharge, rules: Rules, asOf: Date): Discrepancy[] {
  return each.remote.refunds
    .filter((refund) => within(each.window, refund.at))
    .map((refund) => orLate(unlinkedRefund(refund, charge.id), refund.at, rules.timingHours.webhook, asOf));
}

/** A refund of these days in our books, of a charge that Stripe does not know, and unknown there itself. */
export function refundWithoutCharge(each: ChargeCase, payment: LocalPayment): Discrepancy[] {
  const theirs = new Set(each.remote.refunds.map(({ id }) => id));
  return each.local.refunds
    .filter((refund) => within(each.window, refund.at) && !theirs.has(refund.id))
    .map((refund) => ({
      ...aboutRefund(refund, each.id, payment.userId),
      type: 'refund_unlinked',
      words: `Our books gave back ${inText(moneyOf(refund))} of a payment that Stripe does not have.`,
      local: sideLabel(refund),
      remote: 'no payment',
      repair: null,
    }));
}

export function detectStrayRefund(each: RefundCase, rules: Rules, asOf: Date): Discrepancy[] {
  return [orLate(unlinkedRefund(each.remote, each.chargeId), each.remote.at, rules.timingHours.webhook, asOf)];
}

const unlinkedRefund = (refund: Side, chargeId: string | null): Discrepancy => ({
  ...aboutRefund(refund, chargeId, null),
  type: 'refund_unlinked',
  words: `Stripe gave back ${inText(moneyOf(refund))} of a payment that our books do not have.`,
  local: 'no payment',
  remote: sideLabel(refund),
  repair: chargeId ? 'look-again' : null,
});

const aboutRefund = (refund: Side, chargeId: string | null, userId: string | null) =>
  ({
    state: 'open',
    subjectKind: 'refund',
    subjectId: refund.id,
    chargeId,
    userId,
    amount: moneyOf(refund),
    occurredAt: refund.at,
    repair: 'look-again',
  }) as const;

const returnsMoney = ({ state }: Side): boolean => state === 'succeeded' || state === 'pending';
const sideLabel = (side: Side): string => `${inText(moneyOf(side))}, ${side.state}`;
