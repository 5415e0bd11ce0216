import { payoutStepOf } from '#contracts/currencies.js';
import { inText, moneyOf, olderThan, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import { compareTransaction } from './detect-transactions.js';
import type { PayoutCase, RemotePayout, Side } from './facts.js';
import type { Rules } from './rules.js';
import { within } from './window.js';

const BROKEN = new Set(['failed', 'canceled']);

/** A payout against its row, against what Stripe says is in it, and against the ledger. */
export function detectPayoutDiscrepancies(each: PayoutCase, rules: Rules, asOf: Date): Discrepancy[] {
  const { payout } = each.remote;
  if (!payout)
    return each.local.payout && within(each.window, each.local.payout.at) ? [unknownThere(each.local.payout)] : [];
  const wrong =
    compareRow(each, payout, rules, asOf) ?? compareLinks(each, payout) ?? compareArrival(each, payout, rules, asOf);
  const movements = each.local.payout ? compareMovements(each, rules, asOf) : [];
  return wrong ? [wrong, ...movements] : movements;
}

function compareRow({ local }: PayoutCase, payout: RemotePayout, rules: Rules, asOf: Date): Discrepancy | null {
  const mine = local.payout;
  if (!mine)
    return orLate(
      {
        ...about(payout),
        type: 'missing_local',
        words: `Stripe paid out ${inText(moneyOf(payout))}; our books have no such payout.`,
        local: null,
        remote: sideLabel(payout),
      },
      payout.at,
      rules.timingHours.webhook,
      asOf,
    );
  const type =
    mine.currency !== payout.currency
      ? 'currency'
      : mine.amount !== payout.amount
        ? 'amount'
        : mine.state !== payout.state
          ? 'status'
          : null;
  if (!type) return null;
  const found: Discrepancy = {
    ...about(payout),
    type,
    words: `This payout is ${sideLabel(mine)} here and ${sideLabel(payout)} at Stripe.`,
    local: sideLabel(mine),
    remote: sideLabel(payout),
  };
  const settling = type === 'status' && !BROKEN.has(mine.state) && mine.state !== 'paid';
  return settling ? orLate(found, payout.arrivesAt ?? payout.at, rules.timingHours.webhook, asOf) : found;
}

/** Only of automatic payouts does Stripe say what is in them. */
function compareLinks({ remote }: PayoutCase, payout: RemotePayout): Discrepancy | null {
  if (!payout.automatic) return null;
  if (BROKEN.has(payout.state)) {
    if (remote.transactions === 0) return null;
    return {
      ...about(payout),
      type: 'payout',
      words: `${remote.transactions} transactions were paid out by a payout that is ${payout.state}.`,
      local: null,
      remote: sideLabel(payout),
    };
  }
  const linked = remote.linked.find(({ currency }) => currency === payout.currency)?.minor ?? 0n;
  const foreign = remote.linked.filter(({ currency, minor }) => currency !== payout.currency && minor !== 0n);
  if (foreign.length === 0 && isPaidOut(payout, linked)) return null;
  const sum = { minor: linked, currency: payout.currency };
  const inIt = [sum, ...foreign].map(inText).join(' and ');
  return {
    ...about(payout),
    type: 'payout',
    words: `Stripe paid out ${inText(moneyOf(payout))}; the ${remote.transactions} transactions in it add up to ${inIt}.`,
    local: inIt,
    remote: inText(moneyOf(payout)),
    amount: { minor: payout.amount - linked, currency: payout.currency },
  };
}

/**
 * All of it, but for the fraction of a unit that HUF and TWD are not paid out in: it stays in the balance, and what stayed
 * of the payout before may be in this one. https://docs.stripe.com/currencies#special-cases
 */
function isPaidOut({ amount, currency }: RemotePayout, linked: bigint): boolean {
  const step = BigInt(payoutStepOf(currency));
  const apart = linked > amount ? linked - amount : amount - linked;
  return apart === 0n || (apart < step && amount % step === 0n);
}

/** On its way for longer than it was said to take; or at the bank, and our ledger does not say so. */
function compareArrival({ local }: PayoutCase, payout: RemotePayout, rules: Rules, asOf: Date): Discrepancy | null {
  const due = payout.arrivesAt ?? payout.at;
  if (payout.state === 'paid' && !local.arrivalPosted)
    return orLate(
      {
        ...about(payout),
        type: 'missing_local',
        words: `${inText(moneyOf(payout))} have reached the bank; our ledger still has them on their way.`,
        local: 'on its way',
        remote: 'paid',
      },
      due,
      rules.timingHours.webhook,
      asOf,
    );
  const waiting = payout.state === 'pending' || payout.state === 'in_transit';
  if (!waiting || !olderThan(due, 0, asOf)) return null;
  return orLate(
    {
      ...about(payout),
      type: 'payout',
      words: `${inText(moneyOf(payout))} should have reached the bank on ${due.toISOString().slice(0, 10)}, and are still on their way.`,
      local: null,
      remote: payout.state,
    },
    due,
    rules.timingHours.payout,
    asOf,
  );
}

function compareMovements({ remote, local }: PayoutCase, rules: Rules, asOf: Date): Discrepancy[] {
  const ledger = new Map(local.ledger.map((fact) => [fact.transactionId, fact]));
  return remote.own.flatMap((transaction) => {
    const wrong = compareTransaction(
      transaction,
      ledger.get(transaction.id) ?? null,
      { chargeId: null, userId: null },
      rules,
      asOf,
    );
    return wrong ? [wrong] : [];
  });
}

const unknownThere = (mine: Side): Discrepancy => ({
  ...about(mine),
  type: 'missing_remote',
  words: `Our books have a payout of ${inText(moneyOf(mine))} that Stripe does not have.`,
  local: sideLabel(mine),
  remote: null,
  repair: null,
});

const about = (payout: Side) =>
  ({
    state: 'open',
    subjectKind: 'payout',
    subjectId: payout.id,
    chargeId: null,
    userId: null,
    amount: moneyOf(payout),
    occurredAt: payout.at,
    repair: 'look-again',
  }) as const;

const sideLabel = (side: Side): string => `${inText(moneyOf(side))}, ${side.state}`;
