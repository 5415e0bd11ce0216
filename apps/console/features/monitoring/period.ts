import type { InRange } from '#contracts/analytics.js';
import { inRange } from '#contracts/analytics.js';

const DAY_MS = 86_400_000;
export const PRESETS = [7, 30, 90, 365] as const;
export const USUAL_DAYS = 30;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The last so many days in UTC, today among them. */
export const lastDays = (days: number, now = Date.now()): InRange => ({
  from: dayOf(now - (days - 1) * DAY_MS),
  to: dayOf(now),
});

/** What an address asks for; the last 30 days when it asks for nothing that can be shown. */
export function rangeIn(query: Record<string, unknown>, now = Date.now()): InRange {
  const asked = inRange.safeParse({ from: query['from'], to: query['to'] });
  return asked.success ? asked.data : lastDays(USUAL_DAYS, now);
}

/** Which of the presets a range is. */
export const presetOf = ({ from, to }: InRange, now = Date.now()): number | undefined =>
  PRESETS.find((days) => lastDays(days, now).from === from && lastDays(days, now).to === to);
