import type { AnalyticsPeriod, FailureCause } from '#contracts/analytics.js';
import type { Database } from '#database/database.js';
import type { Period } from './period.js';

/** What was done, of one day; of the whole period where `day` is null, since an author of two days is one author. */
type Counts = Pick<
  AnalyticsPeriod,
  'activeAuthors' | 'registered' | 'books' | 'drawings' | 'succeeded' | 'failed' | 'canceled' | 'parked' | 'successRate'
>;
type Row<T extends keyof Counts> = { day: string | null } & Record<T, number>;

export interface Work {
  total: Counts;
  byDay: Map<string, Counts>;
}

/** Every figure of work by day and as a whole: five passes, four over their own index on time and one over the few jobs that are parked. */
export async function workOf(db: Database, { start, stop, days }: Period): Promise<Work> {
  const rows = await Promise.all([
    db.$queryRaw<Row<'activeAuthors'>[]>`
      SELECT to_char(("createdAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day,
        count(DISTINCT "ownerId")::int AS "activeAuthors"
      FROM "Job" WHERE "createdAt" >= ${start} AND "createdAt" < ${stop}
      GROUP BY GROUPING SETS ((("createdAt" AT TIME ZONE 'UTC')::date), ())`,
    db.$queryRaw<Row<'books' | 'succeeded' | 'failed' | 'canceled'>[]>`
      SELECT to_char(("endedAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day,
        count(DISTINCT "bookId") FILTER (WHERE kind = 'generate-book' AND state LIKE 'completed%')::int AS books,
        count(*) FILTER (WHERE state LIKE 'completed%')::int AS succeeded,
        count(*) FILTER (WHERE state = 'failed')::int AS failed,
        count(*) FILTER (WHERE state = 'canceled')::int AS canceled
      FROM "Job" WHERE "endedAt" >= ${start} AND "endedAt" < ${stop}
      GROUP BY GROUPING SETS ((("endedAt" AT TIME ZONE 'UTC')::date), ())`,
    db.$queryRaw<Row<'drawings'>[]>`
      SELECT to_char(("createdAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day, count(*)::int AS drawings
      FROM "ArtVersion" WHERE "createdAt" >= ${start} AND "createdAt" < ${stop} AND "jobId" IS NOT NULL
      GROUP BY GROUPING SETS ((("createdAt" AT TIME ZONE 'UTC')::date), ())`,
    db.$queryRaw<Row<'registered'>[]>`
      SELECT to_char(("createdAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day, count(*)::int AS registered
      FROM "User" WHERE role = 'author' AND "createdAt" >= ${start} AND "createdAt" < ${stop}
      GROUP BY GROUPING SETS ((("createdAt" AT TIME ZONE 'UTC')::date), ())`,
    db.$queryRaw<Row<'parked'>[]>`
      SELECT to_char(("updatedAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day, count(*)::int AS parked
      FROM "Job" WHERE state = 'needs-attention' AND "updatedAt" >= ${start} AND "updatedAt" < ${stop}
      GROUP BY GROUPING SETS ((("updatedAt" AT TIME ZONE 'UTC')::date), ())`,
  ]);
  const all = rows.flat();
  return { total: merged(all, null), byDay: new Map(days.map((day) => [day, merged(all, day)])) };
}

const NONE = {
  activeAuthors: 0,
  registered: 0,
  books: 0,
  drawings: 0,
  succeeded: 0,
  failed: 0,
  canceled: 0,
  parked: 0,
};

function merged(rows: { day: string | null }[], of: string | null): Counts {
  const { day: _day, ...counts } = Object.assign({ day: of, ...NONE }, ...rows.filter(({ day }) => day === of));
  return { ...counts, successRate: share(counts.succeeded, counts.succeeded + counts.failed + counts.parked) };
}

/** Null where there is nothing to have a share of. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const MAX_CAUSES = 20;

/** Why jobs came to need a person or failed, by cause. */
export const causesOf = (db: Database, { start, stop }: Period): Promise<FailureCause[]> => db.$queryRaw`
  SELECT cause.code, cause.step, cause.message, count(*)::int AS cases,
    count(DISTINCT f."jobId")::int AS jobs, count(DISTINCT f."ownerId")::int AS authors
  FROM "Failure" AS f JOIN "FailureGroup" AS cause ON cause.fingerprint = f.fingerprint
  WHERE f.at >= ${start} AND f.at < ${stop}
  GROUP BY cause.fingerprint ORDER BY cases DESC, cause.code, cause.fingerprint LIMIT ${MAX_CAUSES}`;

/** Bytes of what was there at the end and still is, each content once: what is stored is named by what is in it. */
export async function storedBytes(db: Database, { end }: Period): Promise<number> {
  const [row] = await db.$queryRaw<{ bytes: bigint }[]>`
    SELECT coalesce(sum(size), 0)::bigint AS bytes FROM (
      SELECT max(size) AS size FROM (
        SELECT sha256, size::bigint FROM "ArtVersion" WHERE "createdAt" < ${end}
        UNION ALL SELECT sha256, size::bigint FROM "Artifact" WHERE "createdAt" < ${end}
        UNION ALL SELECT "zipSha256", "zipSize" FROM "Batch" WHERE "endedAt" < ${end} AND "zipSha256" IS NOT NULL
      ) AS stored GROUP BY sha256
    ) AS once`;
  return Number(row?.bytes ?? 0n);
}
