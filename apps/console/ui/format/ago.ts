import { ref } from 'vue';
import { formatLocale } from '../../i18n/i18n.js';
import { t } from '../messages.js';

// Making a formatter costs more than using it a hundred times, and a table of times uses it at every scroll.
const DATE = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'full', timeStyle: 'long' });
const AGO = new Intl.RelativeTimeFormat(formatLocale, { style: 'narrow', numeric: 'auto' });
const TENTHS = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 0 });
const TWO_DIGITS = new Intl.NumberFormat(formatLocale, { minimumIntegerDigits: 2 });
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
  if (ms < 1_000) return t('time.milliseconds', { count: Math.round(ms) });
  if (ms < 60_000) return t('time.seconds', { count: (ms < 10_000 ? TENTHS : WHOLE).format(ms / 1_000) });
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60)
    return t('time.minutesSeconds', { minutes, seconds: TWO_DIGITS.format(Math.floor((ms % 60_000) / 1_000)) });
  return t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** One clock for all times on the page. */
export const clock = ref(Date.now());
setInterval(() => (clock.value = Date.now()), 15_000);
