import { COVER_PAGE } from '#contracts/cover-page.js';
import type { JobState, JobStep, JobSummary, JobView, PageState, Receipt } from '#contracts/jobs.js';

export type Tone = '' | 'good' | 'warn' | 'bad';
export const STATE_LABELS: Record<JobState, { name: string; tone: Tone }> = {
  queued: { name: 'Waiting to start', tone: '' },
  running: { name: 'Being made', tone: '' },
  paused: { name: 'Paused', tone: 'warn' },
  'needs-attention': { name: 'Needs you', tone: 'warn' },
  completed: { name: 'Finished', tone: 'good' },
  'completed-with-skips': { name: 'Finished, some pages skipped', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
  canceled: { name: 'Stopped', tone: '' },
};
export const STEP_LABELS: Record<JobStep, string> = {
  queued: 'Waiting for a worker',
  story: 'Writing the story',
  pages: 'Drawing the pages',
  'interior-pdf': 'Laying out the inside',
  'cover-pdf': 'Creating the cover',
  preflight: 'Checking it as the printer would',
  drive: 'Bringing it to Google Drive',
  done: 'Done',
};
export const PAGE_LABELS: Record<PageState, string> = {
  pending: 'not drawn yet',
  drawing: 'being drawn',
  drawn: 'drawn',
  locked: 'locked',
  refused: 'needs you',
  skipped: 'left out',
};

const ENDED: ReadonlySet<JobState> = new Set(['completed', 'completed-with-skips', 'failed', 'canceled']);
export const hasEnded = ({ state }: Pick<JobSummary, 'state'>): boolean => ENDED.has(state);
export const pageName = (number: number): string => (number === 0 ? 'Cover' : `Page ${number}`);
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "1 of 3 drawn", "0 of 3 drawn, 1 skipped": the progress of a job counts pages that are left out as done. */
export function progressText({ progress, pages }: Pick<JobView, 'progress' | 'pages'>): string {
  const out = pages.filter(({ number, state }) => number > COVER_PAGE && state === 'skipped').length;
  const drawn = Math.max(0, progress.done - out);
  return `${drawn} of ${progress.total} drawn${out > 0 ? `, ${out} skipped` : ''}`;
}

/** "2 min", "50 s": rounded as a person would say it. */
function duration(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 55) return `${Math.round(seconds / 10) * 10} s`;
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  return `${Math.round(seconds / 360) / 10} h`;
}

/** "20 s to 2 min"; one figure where both ends sound the same. */
export function durationRange({ lowSeconds, highSeconds }: NonNullable<JobView['eta']>): string {
  const [low, high] = [duration(lowSeconds), duration(highSeconds)];
  return low === high ? `about ${low}` : `${low} to ${high}`;
}

/** The estimate as a range; one figure where both ends sound the same. */
export function etaText(eta: JobView['eta'], passedSeconds = 0): string {
  if (!eta) return '';
  const low = duration(Math.max(0, eta.lowSeconds - passedSeconds));
  const high = duration(Math.max(0, eta.highSeconds - passedSeconds));
  return low === high ? `about ${low} left` : `${low} to ${high} left`;
}

/** What an ended job leaves and what it used: "You keep 14 pages; 3 were skipped. Nothing was charged." */
export function receiptText({ pagesDrawn, pagesSkipped, pagesMissing, costMicros, currency }: Receipt): string {
  const kept = pagesDrawn.length > 0 ? `You keep ${count(pagesDrawn.length, 'page')}` : 'No page was finished';
  const rest = [
    pagesSkipped.length > 0 ? `${count(pagesSkipped.length, 'page')} skipped` : '',
    pagesMissing.length > 0 ? `${pagesMissing.length} not drawn` : '',
  ].filter(Boolean);
  const cost =
    costMicros > 0
      ? `It cost ${new Intl.NumberFormat(undefined, { style: 'currency', currency: currency.toUpperCase(), maximumFractionDigits: 4 }).format(costMicros / 1_000_000)}.`
      : 'Nothing was charged.';
  return `${[kept, ...rest].join(', ')}. ${cost}`;
}

/** In the reader's own zone and language. */
export const moment = (iso: string | null): string =>
  iso ? new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)) : '–';
