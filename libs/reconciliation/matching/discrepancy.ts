import type { DiscrepancyType, Repair } from '#contracts/finance.js';
import { toDecimal } from '#ledger/money.js';
import type { Money } from '#ledger/money.js';

export type SubjectKind = 'charge' | 'refund' | 'dispute' | 'payout' | 'balance_transaction' | 'order';

export interface Discrepancy {
  type: DiscrepancyType;
  state: 'open' | 'expected';
  subjectKind: SubjectKind;
  subjectId: string;
  chargeId: string | null;
  userId: string | null;
  /** In plain words what is wrong. */
  words: string;
  local: string | null;
  remote: string | null;
  amount: Money | null;
  occurredAt: Date;
  repair: Repair | null;
}

/** Found again, it is the same one. */
export const keyOf = ({ type, subjectId }: Pick<Discrepancy, 'type' | 'subjectId'>): string => `${type}:${subjectId}`;

/** `1999 usd` → `19.99 USD` */
export const inText = (amount: Money): string => `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;

export const moneyOf = ({ amount, currency }: { amount: bigint; currency: string }): Money => ({
  minor: amount,
  currency,
});

const HOUR_MS = 3_600_000;
export const olderThan = (since: Date, hours: number, asOf: Date): boolean =>
  asOf.getTime() - since.getTime() >= hours * HOUR_MS;

/**
 * What is only late is no mistake: within its time it is `expected`, of type `timing`, and says what it would become.
 * After that it is what it is.
 */
export function orLate(found: Discrepancy, since: Date, hours: number, asOf: Date): Discrepancy {
  if (olderThan(since, hours, asOf)) return found;
  return {
    ...found,
    type: 'timing',
    state: 'expected',
    words: `${found.words} It may only be late: this counts as a mistake ${hours} hours after it happened.`,
    repair: found.repair === 'look-again' ? found.repair : null,
  };
}
