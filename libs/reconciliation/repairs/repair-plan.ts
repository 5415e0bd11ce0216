import type { DiscrepancyType } from '#contracts/finance.js';
import type { RefreshContext } from '#billing/refresh-from-stripe/refresh-context.js';

export type Repairing = RefreshContext;

/** What a repair would do as things are now, in words, and the facts that it rests on. */
export interface RepairPlan {
  changes: string[];
  /** Null: it can be done. */
  why: string | null;
  movesMoney?: boolean;
  /** New differences that the next run would find after it. */
  reveals?: { type: DiscrepancyType; words: string }[];
  /** Whatever makes it another repair when it is another: amounts, states, ids. */
  facts: unknown;
}

export const notPossible = (why: string): RepairPlan => ({ changes: [], why, facts: why });
