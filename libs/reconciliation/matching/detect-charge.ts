import { inText, moneyOf, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import { detectDeliveryDiscrepancies } from './detect-delivery.js';
import { detectDisputeDiscrepancies } from './detect-disputes.js';
import { detectRefundDiscrepancies, refundWithoutCharge, refundWithoutPayment } from './detect-refunds.js';
import { detectMovementDiscrepancies } from './detect-transactions.js';
import type { ChargeCase, LocalPayment, RemoteCharge } from './facts.js';
import { within } from './window.js';
import type { Rules } from './rules.js';

/** A charge from its order to Stripe's balance. What is wholly missing on one side is the one thing that is said. */
export function detectChargeDiscrepancies(each: ChargeCase, rules: Rules, asOf: Date): Discrepancy[] {
  const { charge } = each.remote;
  const { payment } = each.local;
  if (charge && payment) return detectPair(each, charge, payment, rules, asOf);
  if (charge) return unknownHere(each, charge, rules, asOf);
  if (payment) return unknownThere(each, payment);
  return [];
}

function detectPair(
  each: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const differs = comparePair(charge, payment, rules, asOf);
  // what follows from a wrong amount or state would be reported twice
  if (differs) return [differs];
  const refunds = detectRefundDiscrepancies(each, charge, payment, rules, asOf);
  const disputes = detectDisputeDiscrepancies(each, charge, payment, rules, asOf);
  const movements = detectMovementDiscrepancies(each, charge, payment, [...refunds, ...disputes], rules, asOf);
  // with a refund that is not known here it can't be known either that access should have ended
  const delivery = refunds.length === 0 ? detectDeliveryDiscrepancies(each, charge, payment, rules, asOf) : [];
  return [...refunds, ...disputes, ...movements, ...delivery];
}

function comparePair(charge: RemoteCharge, payment: LocalPayment, rules: Rules, asOf: Date): Discrepancy | null {
  const about = {
    state: 'open',
    subjectKind: 'charge',
    subjectId: charge.id,
    chargeId: charge.id,
    userId: payment.userId,
    occurredAt: charge.at,
    repair: 'look-again',
  } as const;
  const ours = inText(moneyOf(payment));
  const theirs = inText(moneyOf(charge));
  if (charge.currency !== payment.currency)
    return {
      ...about,
      type: 'currency',
      words: `This payment is in ${payment.currency.toUpperCase()} here and in ${charge.currency.toUpperCase()} at Stripe.`,
      local: ours,
      remote: theirs,
      amount: moneyOf(charge),
    };
  if (charge.amount !== payment.amount)
    return {
      ...about,
      type: 'amount',
      words: `This payment is ${ours} here and ${theirs} at Stripe.`,
      local: ours,
      remote: theirs,
      amount: { minor: charge.amount - payment.amount, currency: charge.currency },
    };
  if (charge.state === payment.state) return null;
  const found: Discrepancy = {
    ...about,
    type: 'status',
    words: `This payment is ${payment.state} here and ${charge.state} at Stripe.`,
    local: payment.state,
    remote: charge.state,
    amount: moneyOf(charge),
  };
  // a payment that was pending may have been settled a moment ago
  return payment.state === 'pending' ? orLate(found, charge.at, rules.timingHours.webhook, asOf) : found;
}

function unknownHere(each: ChargeCase, charge: RemoteCharge, rules: Rules, asOf: Date): Discrepancy[] {
  if (!within(each.window, charge.at)) return refundWithoutPayment(each, charge, rules, asOf);
  const found: Discrepancy = {
    type: 'missing_local',
    state: 'open',
    subjectKind: 'charge',
    subjectId: charge.id,
    chargeId: charge.id,
    userId: charge.userId,
    words: `Stripe has a payment of ${inText(moneyOf(charge))} (${charge.state}) that is not in our books.`,
    local: null,
    remote: `${inText(moneyOf(charge))}, ${charge.state}`,
    amount: moneyOf(charge),
    occurredAt: charge.at,
    repair: 'look-again',
  };
  return [orLate(found, charge.at, rules.timingHours.webhook, asOf)];
}

/** Outside the window Stripe was not asked for its list: there a charge can't be said to be missing. */
function unknownThere(each: ChargeCase, payment: LocalPayment): Discrepancy[] {
  if (!within(each.window, payment.at)) return refundWithoutCharge(each, payment);
  return [
    {
      type: 'missing_remote',
      state: 'open',
      subjectKind: 'charge',
      subjectId: payment.id,
      chargeId: payment.id,
      userId: payment.userId,
      words: `Our books have a payment of ${inText(moneyOf(payment))} (${payment.state}) that Stripe does not have.`,
      local: `${inText(moneyOf(payment))}, ${payment.state}`,
      remote: null,
      amount: moneyOf(payment),
      occurredAt: payment.at,
      repair: null,
    },
  ];
}
