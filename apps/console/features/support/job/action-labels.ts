import type { JobView } from '#contracts/jobs.js';
import { COVER_PAGE } from '#contracts/cover-page.js';
import type { SideEffects, SupportAction } from '#contracts/support.js';
import type { IconName } from '../../../ui/components/Icon.vue';

/** `name` is the button's label; `done` is the message afterwards: the job shows when it is true; `danger` ends something that can't be begun again as it was. */
export const ACT_LABELS: Record<SupportAction, { name: string; icon: IconName; done: string; danger?: boolean }> = {
  retry: { name: 'Retry', icon: 'redo', done: 'Retry requested.' },
  'retry-pages': { name: 'Redraw pages', icon: 'pencil', done: 'Redrawing these pages is requested.' },
  'edit-and-rerun': {
    name: 'Edit prompts and rerun',
    icon: 'pencil',
    done: 'A rerun with the new prompts is requested.',
  },
  'skip-pages': { name: 'Skip pages', icon: 'skip', done: 'Skipping these pages is requested.' },
  pause: { name: 'Pause', icon: 'pause', done: 'Pause requested; the pages in work are finished first.' },
  resume: { name: 'Resume', icon: 'play', done: 'Resume requested.' },
  cancel: { name: 'Cancel', icon: 'stop', done: 'Cancellation requested; what is finished is kept.', danger: true },
  terminate: { name: 'Terminate', icon: 'close', done: 'Termination requested.', danger: true },
};
/** Actions that need a choice of pages. */
export const PICKS_PAGES: readonly SupportAction[] = ['retry-pages', 'skip-pages'];

/** Ticked when the dialog opens: what is refused, and never so much that no page of the book would be left. */
export function firstPicks(action: SupportAction, asked: readonly number[], pages: JobView['pages']): number[] {
  const picks = pages.filter(({ number, state }) => state === 'refused' && asked.includes(number));
  const stays = pages.some((page) => page.number > COVER_PAGE && page.state !== 'skipped' && !picks.includes(page));
  return action === 'skip-pages' && !stays ? [] : picks.map(({ number }) => number);
}

export const stepLabel = ({ repeats, doneBefore }: SideEffects['steps'][number]): string =>
  repeats ? (doneBefore ? 'is done again' : 'is done for the first time') : 'no new work';

export const money = (micros: number, currency: string): string =>
  new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: currency.toUpperCase(),
    maximumFractionDigits: 4,
  }).format(micros / 1_000_000);

export interface PaidFigures {
  likely: number;
  most: number;
  likelyMicros: number;
  costMicros: number;
  currency: string;
  priceKnown: boolean;
}

/** “about 8 for $0.40; at most 26 for $1.62 when answers have to be asked for again” */
export function paidText({ likely, most, likelyMicros, costMicros, currency, priceKnown }: PaidFigures): string {
  if (most === 0) return 'none';
  if (!priceKnown) return `about ${likely}, at most ${most}; the price of the model is not known here`;
  return `about ${likely} for ${money(likelyMicros, currency)}; at most ${most} for ${money(costMicros, currency)} when answers have to be asked for again`;
}

/** “3 to 5 min”, “less than a minute”. */
export function minutesText(minutes: { low: number; high: number } | null): string {
  if (!minutes) return 'not known';
  if (minutes.high < 1) return 'less than a minute';
  const low = Math.max(1, Math.round(minutes.low));
  const high = Math.max(1, Math.round(minutes.high));
  return low === high ? `about ${low} min` : `${low} to ${high} min`;
}
