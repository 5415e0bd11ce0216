import { ref } from 'vue';
import { formatLocale } from '../../i18n/i18n.js';

// Making a formatter costs more than using it a hundred times, and a table of times uses it at every scroll.
const DATE = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'full', timeStyle: 'long' });
const AGO = new Intl.RelativeTimeFormat(formatLocale, { style: 'narrow', numeric: 'auto' });
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const WEEK_SECONDS = 7 * 86_400;

/** “3 min. ago”, in the reader's language; after a week the date, since nobody counts further. */
export function agoText(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (Math.abs(seconds) >= WEEK_SECONDS) return DATE.format(new Date(iso));
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  if (unit === 'second') return AGO.format(0, 'second');
  return AGO.format(-Math.floor(seconds / size), unit);
}

/** With the seconds and the zone: for a title. */
export const exactly = (iso: string): string => EXACT.format(new Date(iso));

/** “850 ms”, “4.2 s”, “3 min 05 s”, “2 h 10 min”. */
export function lengthText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${String(Math.floor((ms % 60_000) / 1_000)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One clock for all times on the page. */
export const clock = ref(Date.now());
setInterval(() => (clock.value = Date.now()), 15_000);
