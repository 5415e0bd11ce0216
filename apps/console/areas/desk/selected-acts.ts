import type { SideEffects, SupportJobSummary } from '#contracts/support.js';
import type { PaidFigures } from '../support-job/act-words.js';

/** What makes sense for several jobs at once; pages and prompts are picked for one. */
export const SELECTED_ACTS = ['retry', 'pause', 'resume', 'cancel'] as const;
export type SelectedAct = (typeof SELECTED_ACTS)[number];

/** Above this a bulk act is the tool: it has a canary, a second person and a report. */
export const MOST_SELECTED = 20;

export interface SelectedJob {
  job: SupportJobSummary;
  effects: SideEffects | null;
  state: 'looking' | 'ready' | 'left-out' | 'doing' | 'done' | 'failed';
  message: string;
}

/** What all that are ready would cost together. */
export function sumOf(jobs: readonly SelectedJob[]): { ready: number; pages: number; paid: PaidFigures } {
  const ready = jobs.filter(({ state }) => state === 'ready');
  const calls = ready.flatMap(({ effects }) => effects?.paidCalls ?? []);
  const sum = (of: (paid: PaidFigures) => number): number => calls.reduce((total, each) => total + of(each), 0);
  return {
    ready: ready.length,
    pages: ready.reduce((total, { effects }) => total + (effects?.pages.length ?? 0), 0),
    paid: {
      likely: sum(({ likely }) => likely),
      most: sum(({ most }) => most),
      likelyMicros: sum(({ likelyMicros }) => likelyMicros),
      costMicros: sum(({ costMicros }) => costMicros),
      currency: calls[0]?.currency ?? 'usd',
      priceKnown: calls.every(({ priceKnown }) => priceKnown),
    },
  };
}
