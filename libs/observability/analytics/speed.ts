import type { PerformanceView, Spread } from '#contracts/analytics.js';
import type { Database } from '#database/database.js';
import type { Period } from './period.js';

type Waits = Pick<PerformanceView, 'queueWait' | 'firstPage' | 'wholeBook'>;
interface WaitRow {
  day: string | null;
  queued: number;
  queue: [number, number] | null;
  pages: number;
  page: [number, number] | null;
  books: number;
  book: [number, number] | null;
}

/** How long people waited: by the day on which they asked, and over all. */
export async function waitsOf(db: Database, { start, stop, days }: Period) {
  const rows = await db.$queryRaw<WaitRow[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day,
      count(queue)::int AS queued, percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY queue) AS queue,
      count(page)::int AS pages, percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY page) AS page,
      count(book)::int AS books, percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY book) AS book
    FROM (
      SELECT ("createdAt" AT TIME ZONE 'UTC')::date AS day,
        extract(epoch FROM "startedAt" - "createdAt")::float8 * 1000 AS queue,
        CASE WHEN kind = 'generate-book' THEN extract(epoch FROM "firstPageAt" - "createdAt")::float8 * 1000 END AS page,
        CASE WHEN kind = 'generate-book' AND state LIKE 'completed%'
          THEN extract(epoch FROM "endedAt" - "createdAt")::float8 * 1000 END AS book
      FROM "Job" WHERE "createdAt" >= ${start} AND "createdAt" < ${stop}
    ) AS waited
    GROUP BY GROUPING SETS ((day), ())`;
  const of = (day: string | null): Waits => waits(rows.find((row) => row.day === day));
  return { total: of(null), days: days.map((day) => ({ day, ...of(day) })) };
}

const waits = (row: WaitRow | undefined): Waits => ({
  queueWait: row ? spread(row.queued, row.queue) : null,
  firstPage: row ? spread(row.pages, row.page) : null,
  wholeBook: row ? spread(row.books, row.book) : null,
});
const spread = (count: number, of: [number, number] | null): Spread | null =>
  of && count > 0 ? { count, p50: of[0], p95: of[1] } : null;

interface StepRow {
  step: string;
  provider: string;
  count: number;
  of: [number, number];
}

/** How long each kind of step took, whatever its size, by the day on which it ended. */
export async function stepsOf(db: Database, { start, stop }: Period): Promise<PerformanceView['steps']> {
  const rows = await db.$queryRaw<StepRow[]>`
    SELECT step, provider, count(*)::int AS count,
      percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY "durationMs") AS of
    FROM "JobStep" WHERE "endedAt" >= ${start} AND "endedAt" < ${stop}
    GROUP BY step, provider ORDER BY step, provider`;
  return rows.map(({ step, provider, count, of }) => ({ step, provider, count, p50: of[0], p95: of[1] }));
}
