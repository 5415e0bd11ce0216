import { formatLocale } from '../../i18n/i18n.js';
import { t } from '../messages.js';

const DAY = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium' });
const LONG_DAY = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'long' });

/** “3 Dec 2026”, in the reader's zone and language. */
export const day = (iso: string): string => DAY.format(new Date(iso));
export const longDay = (iso: string): string => LONG_DAY.format(new Date(iso));

const UTC = { timeZone: 'UTC' } as const;
const UTC_DAY = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', ...UTC });
const UTC_MINUTE = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short', ...UTC });

/** Moments of the books: months and days are cut in UTC, so their times are shown in UTC, with the zone. */
export const bookDay = (iso: string): string => UTC_DAY.format(new Date(iso));
export const bookMinute = (iso: string): string => t('time.utc', { moment: UTC_MINUTE.format(new Date(iso)) });
