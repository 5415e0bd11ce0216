export interface Rhythm {
  interval: string;
  interval_count: number;
}

/** The time a number of intervals after the anchor; the 31st becomes the last day of a shorter month. Unix seconds. */
export function after(anchor: number, rhythm: Rhythm, times: number): number {
  const count = rhythm.interval_count * times;
  switch (rhythm.interval) {
    case 'day':
      return anchor + count * 86_400;
    case 'week':
      return anchor + count * 7 * 86_400;
    case 'year':
      return addMonths(anchor, count * 12);
    default:
      return addMonths(anchor, count);
  }
}

/** End of the period that starts at `start`, by the anchor's interval. */
export function periodEnd(anchor: number, rhythm: Rhythm, start: number): number {
  const length = after(0, rhythm, 1);
  let times = Math.max(0, Math.floor((start - anchor) / length) - 1);
  while (after(anchor, rhythm, times) <= start) times++;
  return after(anchor, rhythm, times);
}

function addMonths(time: number, months: number): number {
  const date = new Date(time * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}
