import { COVER_PAGE } from '#contracts/cover-page.js';
import { pageRuns } from '#contracts/page-names.js';
import { formatLocale } from '../../i18n/i18n.js';
import { t } from './messages.js';

const NUMBER = new Intl.NumberFormat(formatLocale);
const RANGES = new Intl.ListFormat(formatLocale, { type: 'unit', style: 'short' });

/** “the cover and pages 2–4, 7” */
export function pagesText(numbers: readonly number[]): string {
  const runs = pageRuns(numbers);
  const cover = numbers.includes(COVER_PAGE);
  if (runs.length === 0) return t(cover ? 'pages.cover' : 'pages.none');
  const count = runs.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const ranges = RANGES.format(
    runs.map(([from, to]) => (from === to ? NUMBER.format(from) : NUMBER.formatRange(from, to))),
  );
  return t(cover ? 'pages.withCover' : 'pages.some', { count, ranges });
}
