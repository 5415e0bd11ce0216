import type { Connection } from '#database/database.js';
import { inText } from '../matching/discrepancy.js';
import { RULES_IN_FORCE, rulesOf } from '../matching/rules.js';
import { balanceDifferences } from './balances.js';
import { comparedAt, lastChange, newestRunOver } from './comparison.js';
import { nameBefore } from './month.js';
import type { Month } from './month.js';

const HOUR_MS = 3_600_000;

/** Issues that block closing a month, as text; empty: none. */
export async function obstaclesOf(db: Connection, month: Month, now: Date): Promise<string[]> {
  if (now < month.to) return ['The month is not over.'];
  const [items, earlier, uncovered, differences] = await Promise.all([
    unresolvedItems(db, month, now),
    earlierMonth(db, month),
    notCovered(db, month),
    balanceDifferences(db, month),
  ]);
  return [
    ...items,
    ...earlier,
    ...uncovered,
    ...differences
      .filter(({ ledger, stripe, differing }) => ledger !== stripe || differing > 0n)
      .map(({ currency, ledger, stripe, differing }) => {
        const [ours, theirs] = [ledger, stripe].map((minor) => inText({ minor, currency }));
        return `Stripe’s balance moved by ${ours} in our ledger and by ${theirs} at Stripe; ${differing} transactions differ.`;
      }),
  ];
}

async function unresolvedItems(db: Connection, { from, to }: Month, now: Date): Promise<string[]> {
  const hours = rulesOf(RULES_IN_FORCE)?.timingHours;
  const late = Math.max(hours?.webhook ?? 0, hours?.payout ?? 0, hours?.delivery ?? 0) * HOUR_MS;
  // what may only be late stops the close when it had its time
  const states = now.getTime() >= to.getTime() + late ? ['open', 'repairing', 'expected'] : ['open', 'repairing'];
  const count = await db.reconciliationException.count({
    where: { occurredAt: { gte: from, lt: to }, state: { in: states } },
  });
  return count > 0 ? [`${count} ${count === 1 ? 'exception is' : 'exceptions are'} not resolved.`] : [];
}

async function earlierMonth(db: Connection, month: Month): Promise<string[]> {
  const closed = await db.period.findFirst({
    where: { state: 'closed', month: { lt: month.name } },
    orderBy: { month: 'desc' },
  });
  if (closed?.month === nameBefore(month)) return [];
  const since = closed ? new Date(`${closed.month}-01T00:00:00Z`) : new Date(0);
  if (closed) since.setUTCMonth(since.getUTCMonth() + 1);
  const first = await db.ledgerTransaction.findFirst({
    where: { at: { gte: since, lt: month.from } },
    orderBy: { at: 'asc' },
    select: { at: true },
  });
  return first ? [`${first.at.toISOString().slice(0, 7)} has postings and is not closed.`] : [];
}

/** A run over the whole month, after its end, and after the last change of it: a repair is a change, too. */
async function notCovered(db: Connection, month: Month): Promise<string[]> {
  const run = await newestRunOver(db, month);
  if (!run) return ['No reconciliation has covered the whole month since it ended.'];
  const changed = await lastChange(db, month);
  if (changed === null || changed <= comparedAt(run)) return [];
  const [compared, last] = [comparedAt(run), changed].map(minuteOf);
  return [
    `The month was changed (last on ${last}) after the reconciliation that covered it (${compared}). Start another one.`,
  ];
}

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
