import type { RuleSet } from '#contracts/finance.js';

export type Rules = Omit<RuleSet, 'inForce'>;

/**
 * What counts as equal, and what as late. A set that was used is never edited: an item says by which version it was
 * found, and a closed month must be found again as it was. A change is a new version, rehearsed before it is in force.
 */
const RULES: readonly Rules[] = [
  {
    version: 1,
    since: '2026-11-01T00:00:00.000Z',
    note: 'Amounts and fees to the minor unit. Webhooks and access may be a day late, a payout three days.',
    feeTolerance: 0,
    timingHours: { webhook: 24, payout: 72, delivery: 24 },
  },
  {
    version: 2,
    since: '2026-11-23T00:00:00.000Z',
    note: 'A candidate: fees may differ by one minor unit, webhooks be as late as Stripe repeats them (three days).',
    feeTolerance: 1,
    timingHours: { webhook: 72, payout: 120, delivery: 24 },
  },
];

export const RULES_IN_FORCE = 1;

export const ruleSets = (): RuleSet[] =>
  RULES.map((rules) => ({ ...rules, inForce: rules.version === RULES_IN_FORCE })).reverse();

/** Undefined for a version that never was. */
export const rulesOf = (version: number): Rules | undefined => RULES.find((rules) => rules.version === version);
