import type { SupportJobSummary } from '#contracts/support.js';
import type { LiveEvent } from '../../../api/session/live.js';
import { hasEnded } from '../../../ui/labels/job-labels.js';

/** A row after these events. It is changed in place, so that no row moves. */
export function rowAfterEvents(row: SupportJobSummary, events: LiveEvent[]): SupportJobSummary {
  const next = { ...row };
  for (const event of events) {
    if (event.type === 'job.state') {
      next.state = event.state;
      next.failure = event.code ? { code: event.code, message: event.message ?? '' } : null;
      if (hasEnded(next)) next.endedAt ??= event.at;
    } else if (event.type === 'job.step') next.step = event.step;
    else if (event.type === 'job.progress') next.progress = { done: event.done, total: event.total };
    else if (event.type === 'page.state') next.refusedPages = refusedAfter(next.refusedPages, event);
  }
  return next;
}

function refusedAfter(refused: number[], { number, state }: { number: number; state: string }): number[] {
  if (state === 'refused') return refused.includes(number) ? refused : [...refused, number].sort((a, b) => a - b);
  return refused.filter((each) => each !== number);
}

/** Rows of loaded slices after these events; the very same objects where nothing happened. */
export function slicesAfter<S extends { items: SupportJobSummary[] }>(slices: S[], events: LiveEvent[]): S[] {
  const byJob = Map.groupBy(events, ({ jobId }) => jobId);
  const after = (row: SupportJobSummary): SupportJobSummary => {
    const own = byJob.get(row.id);
    return own ? rowAfterEvents(row, own) : row;
  };
  return slices.map((slice) =>
    slice.items.some(({ id }) => byJob.has(id)) ? { ...slice, items: slice.items.map(after) } : slice,
  );
}

/** How many of `newest` stand before the first row that is shown: the “3 new” of the pill. */
export function newBefore(newest: { id: string }[], shown: { id: string }[]): number {
  const known = new Set(shown.map(({ id }) => id));
  const at = newest.findIndex(({ id }) => known.has(id));
  return at < 0 ? newest.length : at;
}
