import type { SideEffects, SupportJobSummary } from '#contracts/support.js';

/** What makes sense for several jobs at once; pages and prompts are picked for one. */
export const SELECTED_ACTS = ['retry', 'pause', 'resume', 'cancel'] as const;
export type SelectedAct = (typeof SELECTED_ACTS)[number];

/** Above this a bulk act is the tool: it has a canary, a second person and a report. */
export const MOST_SELECTED = 20;

export interface SelectedJob {
  job: SupportJobSummary;
  /** Made once per dialog: pressing the button twice does it once. */
  key: string;
  effects: SideEffects | null;
  state: 'looking' | 'ready' | 'left-out' | 'doing' | 'done' | 'failed';
  message: string;
}

/** What all that are ready would cost together. */
export function sumOf(jobs: readonly SelectedJob[]): { ready: number; pages: number; calls: number } {
  const ready = jobs.filter(({ state }) => state === 'ready');
  return {
    ready: ready.length,
    pages: ready.reduce((sum, { effects }) => sum + (effects?.pages.length ?? 0), 0),
    calls: ready.reduce((sum, { effects }) => sum + (effects?.paidCalls.most ?? 0), 0),
  };
}
