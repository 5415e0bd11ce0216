import { parseTrim, type Paper } from '#contracts/book.js';
import { PermanentFailure } from '#failures/failure.js';

/** Least and greatest page counts of one trim and paper; null where KDP does not print that paper in that trim. */
export type PageLimits = { least: number; most: number } | null;

type Row = Record<Paper, PageLimits>;
const row = (white: number, cream: number, premium: number, standard: number | null = 600): Row => ({
  'black-on-white': { least: 24, most: white },
  'black-on-cream': { least: 24, most: cream },
  'premium-color': { least: 24, most: premium },
  'standard-color': standard === null ? null : { least: 72, most: standard },
});

/** KDP, Print Options (G201834180): trims that print fewer pages than the usual 828, 776, 828 and 600. */
const LARGE_TRIMS: Record<string, Row> = {
  '8.25x6': row(800, 750, 800),
  '8.25x8.25': row(800, 750, 800),
  '8.5x8.5': row(590, 550, 590),
  '8.5x11': row(590, 550, 590),
  '8.27x11.69': row(780, 730, 590, null),
};
const USUAL = row(828, 776, 828);
/** KDP gives no table for custom trims; those larger than 8 × 10 get the limits of the large listed ones. */
const LARGE_CUSTOM = row(590, 550, 590);

/** Trim in inches. Throws `PermanentFailure` nothing-to-print for a trim that no printer takes (contracts refuse it earlier). */
export function trimInches(trim: string): { width: number; height: number } {
  const size = parseTrim(trim);
  if (!size) throw new PermanentFailure('nothing-to-print', `"${trim}" is no trim size that can be printed.`);
  return size;
}

/** How many pages KDP binds in this trim and paper. */
export function pageLimits(trim: string, paper: Paper): PageLimits {
  const listed = LARGE_TRIMS[trim];
  if (listed) return listed[paper];
  const { width, height } = trimInches(trim);
  return (width > 8 || height > 10 ? LARGE_CUSTOM : USUAL)[paper];
}
