import type { BookEstimate } from '#contracts/estimate.js';
import { durationRange } from '../../ui/labels/job-labels.js';

const money = (micros: number, currency: string): string =>
  new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: currency.toUpperCase(),
    maximumFractionDigits: 2,
  }).format(micros / 1_000_000);

/** "25 drawings, about 10 s to 1 min. Nothing is charged." */
export function estimateText({ drawings, time, cost }: BookEstimate): string {
  const many = `${drawings} drawings with the cover`;
  const long = time ? `, ${durationRange(time)}` : '. How long it takes is known after the first book here';
  if (!cost) return `${many}${long}. What it costs is known after the first book with this artist.`;
  if (cost.highMicros === 0) return `${many}${long}. Nothing is charged.`;
  const [low, high] = [money(cost.lowMicros, cost.currency), money(cost.highMicros, cost.currency)];
  return `${many}${long}. It costs about ${low === high ? low : `${low} to ${high}`}, as the latest books did.`;
}
