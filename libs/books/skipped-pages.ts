import { COVER_PAGE } from '#contracts/jobs.js';

/** Without these, too, no page of the book would be left: the cover alone is no book. */
export const leavesNothing = (pages: { number: number; state: string }[], skipped: readonly number[]): boolean =>
  !pages.some(({ number, state }) => number > COVER_PAGE && state !== 'skipped' && !skipped.includes(number));
