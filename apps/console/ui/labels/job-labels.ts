import { COVER_PAGE } from '#contracts/cover-page.js';
import type { JobState, JobStep, JobSummary, JobView, PageState, Receipt } from '#contracts/jobs.js';
import { formatLocale } from '../../i18n/i18n.js';
import { t } from './messages.js';

export type Tone = '' | 'good' | 'warn' | 'bad';
const STATE_TONES: Record<JobState, Tone> = {
  queued: '',
  running: '',
  paused: 'warn',
  'needs-attention': 'warn',
  completed: 'good',
  'completed-with-skips': 'good',
  failed: 'bad',
  canceled: '',
};
export const jobStateTone = (state: JobState): Tone => STATE_TONES[state];
export const jobStateLabel = (state: JobState): string => t(`job.state.${state}`);
export const jobStepLabel = (step: JobStep): string => t(`job.step.${step}`);
export const pageStateLabel = (state: PageState): string => t(`page.state.${state}`);

/** What draws: the built-in artist, or a provider by its name. */
export function providerLabel(provider: string): string {
  const key = `provider.${provider}`;
  return t.has(key) ? t(key) : provider;
}

const ENDED: ReadonlySet<JobState> = new Set(['completed', 'completed-with-skips', 'failed', 'canceled']);
export const hasEnded = ({ state }: Pick<JobSummary, 'state'>): boolean => ENDED.has(state);
export const pageName = (number: number): string =>
  number === COVER_PAGE ? t('page.cover') : t('page.number', { number });

/** "1 of 3 drawn", "0 of 3 drawn, 1 skipped": the progress of a job counts pages that are left out as done. */
export function progressText({ progress, pages }: Pick<JobView, 'progress' | 'pages'>): string {
  const skipped = pages.filter(({ number, state }) => number > COVER_PAGE && state === 'skipped').length;
  const drawn = Math.max(0, progress.done - skipped);
  return t(skipped > 0 ? 'job.progressWithSkips' : 'job.progress', { drawn, total: progress.total, skipped });
}

const NUMBER = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 1 });

const FEW_SECONDS = 10;

/** "2 min", "50 s": rounded as a person would say it. */
function duration(seconds: number): string {
  if (seconds < FEW_SECONDS) return t('duration.fewSeconds');
  if (seconds < 55) return t('duration.seconds', { count: Math.round(seconds / 10) * 10 });
  if (seconds < 3600) return t('duration.minutes', { count: Math.max(1, Math.round(seconds / 60)) });
  return t('duration.hours', { count: NUMBER.format(Math.round(seconds / 360) / 10) });
}

/** "20 s to 2 min"; one figure where both ends sound the same. */
export function durationRange({ lowSeconds, highSeconds }: NonNullable<JobView['eta']>): string {
  const [low, high] = [duration(lowSeconds), duration(highSeconds)];
  if (highSeconds < FEW_SECONDS) return low;
  return low === high ? t('duration.about', { duration: low }) : t('duration.range', { low, high });
}

/** The estimate as a range; one figure where both ends sound the same. */
export function etaText(eta: JobView['eta'], passedSeconds = 0): string {
  if (!eta) return '';
  const lowSeconds = Math.max(0, eta.lowSeconds - passedSeconds);
  const highSeconds = Math.max(0, eta.highSeconds - passedSeconds);
  if (highSeconds < FEW_SECONDS) return t('eta.fewSeconds');
  const [low, high] = [duration(lowSeconds), duration(highSeconds)];
  return low === high ? t('eta.about', { duration: low }) : t('eta.range', { low, high });
}

const MOMENT = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short' });
/** In the reader's own zone and language. */
export const moment = (iso: string | null): string => (iso ? MOMENT.format(new Date(iso)) : '–');

/** What an ended job leaves and what it used: "You keep 14 pages, 3 pages skipped. Nothing was charged." */
export function receiptText({ pagesDrawn, pagesSkipped, pagesMissing, costMicros, currency }: Receipt): string {
  const pages = [
    pagesDrawn.length > 0 ? t('receipt.kept', { pages: pagesDrawn.length }) : t('receipt.none'),
    pagesSkipped.length > 0 ? t('receipt.skipped', { pages: pagesSkipped.length }) : '',
    pagesMissing.length > 0 ? t('receipt.missing', { pages: pagesMissing.length }) : '',
  ]
    .filter(Boolean)
    .join(', ');
  if (costMicros <= 0) return t('receipt.free', { pages });
  const format = { style: 'currency', currency: currency.toUpperCase(), maximumFractionDigits: 4 } as const;
  return t('receipt.cost', {
    pages,
    amount: new Intl.NumberFormat(formatLocale, format).format(costMicros / 1_000_000),
  });
}
