import type { LocationQueryValue } from 'vue-router';
import { month as monthRule } from '#contracts/finance.js';
import { formatLocale } from '../../i18n/i18n.js';

const NAME = new Intl.DateTimeFormat(formatLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A month is a month in UTC, whatever the reader's zone: that is how the books are cut. */
export const monthOf = (date: Date): string => date.toISOString().slice(0, 7);
export const monthName = (month: string): string => NAME.format(new Date(`${month}-01T00:00:00Z`));

/** The month so many months later; earlier for a negative number. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + by, 1)));
}

/** The month in an address, or this one. */
export const monthIn = (value: LocationQueryValue | LocationQueryValue[] | undefined, now: Date): string =>
  monthRule.safeParse(value).data ?? monthOf(now);

/** This month and the ones before it, newest first. */
export const lastMonths = (now: Date, count: number): string[] =>
  Array.from({ length: count }, (_, back) => monthAfter(monthOf(now), -back));

const UTC_DAY = new Intl.DateTimeFormat(formatLocale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
/** A day of the books, as “Mon 2 Nov”: cut in UTC like the months. */
export const utcDay = (day: string): string => UTC_DAY.format(new Date(`${day}T00:00:00Z`));
