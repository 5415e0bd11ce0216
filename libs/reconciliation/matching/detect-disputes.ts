import { inText, moneyOf, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import type { ChargeCase, LocalPayment, RemoteCharge, Side } from './facts.js';
import type { Rules } from './rules.js';
import { within } from './window.js';

/** Disputes by their ids: an unknown one is lost by its date. */
export function detectDisputeDiscrepancies(
  each: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const ours = new Map(each.local.disputes.map((dispute) => [dispute.id, dispute]));
  const found: Discrepancy[] = [];
  for (const theirs of each.remote.disputes) {
    const mine = ours.get(theirs.id);
    ours.delete(theirs.id);
    const one = compareDispute(mine, theirs, each.id, payment);
    if (one) found.push(mine ? one : orLate(one, theirs.at, rules.timingHours.webhook, asOf));
    else found.push(...stillWithheld(each, theirs, payment));
  }
  for (const mine of ours.values())
    if (within(each.window, mine.at))
      found.push({
        ...about(mine, each.id, payment),
        type: 'missing_remote',
        words: `Our books have a dispute over ${inText(moneyOf(mine))} that Stripe does not have.`,
        local: mine.state,
        remote: null,
        repair: null,
      });
  return found.length > 0 ? found : compareMark(each, charge, payment);
}

function compareDispute(
  mine: Side | undefined,
  theirs: Side,
  chargeId: string,
  payment: LocalPayment,
): Discrepancy | null {
  const same =
    mine && mine.state === theirs.state && mine.amount === theirs.amount && mine.currency === theirs.currency;
  if (same) return null;
  return {
    ...about(theirs, chargeId, payment),
    type: 'dispute',
    words: mine
      ? `This dispute is ${inText(moneyOf(mine))}, ${mine.state} here and ${inText(moneyOf(theirs))}, ${theirs.state} at Stripe.`
      : `The customer disputes ${inText(moneyOf(theirs))}; our books know of no dispute.`,
    local: mine ? mine.state : null,
    remote: theirs.state,
  };
}

/** A dispute that is over, for which the ledger still has something withheld, as in another currency than it was. */
function stillWithheld({ local, remote, id }: ChargeCase, dispute: Side, payment: LocalPayment): Discrepancy[] {
  const withheld = local.withheld.get(dispute.id) ?? [];
  const isBack = remote.transactions.some(({ sourceId, amount }) => sourceId === dispute.id && amount > 0n);
  const isOver = dispute.state === 'lost' || (dispute.state === 'won' && isBack);
  if (!isOver || withheld.length === 0) return [];
  const words = withheld.map(inText).join(' and ');
  return [
    {
      ...about(dispute, id, payment),
      type: 'dispute',
      words: `This dispute is ${dispute.state}; our ledger still has ${words} withheld for it.`,
      local: `${words} withheld`,
      remote: dispute.state,
      repair: 'post-to-ledger',
    },
  ];
}

/** The disputes agree, or there are none; the mark on the payment itself may still differ. */
function compareMark({ remote }: ChargeCase, charge: RemoteCharge, payment: LocalPayment): Discrepancy[] {
  if (charge.disputed === payment.disputed) return [];
  const words = (disputed: boolean): string => (disputed ? 'disputed' : 'not disputed');
  return [
    {
      state: 'open',
      subjectKind: 'charge',
      subjectId: charge.id,
      chargeId: charge.id,
      userId: payment.userId,
      amount: moneyOf(charge),
      occurredAt: remote.disputes[0]?.at ?? charge.at,
      repair: 'look-again',
      type: 'dispute',
      words: `This payment is ${words(payment.disputed)} here and ${words(charge.disputed)} at Stripe.`,
      local: words(payment.disputed),
      remote: words(charge.disputed),
    },
  ];
}

const about = (dispute: Side, chargeId: string, { userId }: LocalPayment) =>
  ({
    state: 'open',
    subjectKind: 'dispute',
    subjectId: dispute.id,
    chargeId,
    userId,
    amount: moneyOf(dispute),
    occurredAt: dispute.at,
    repair: 'look-again',
  }) as const;
