import type { Database } from '#database/database.js';

export interface WaitingJob {
  fingerprint: string;
  jobId: string;
}

/**
 * Which jobs stand still because of these causes right now. Failures are a history: a cause counts only while the job's
 * row, or a page that is refused, still names it, and it is the latest that was noted there. A job that failed and was
 * taken up by a later one waits no more.
 */
export const jobsWaitingOn = (db: Database, fingerprints: string[]): Promise<WaitingJob[]> => db.$queryRaw`
  SELECT DISTINCT latest.fingerprint, latest."jobId" AS "jobId"
  FROM (
    SELECT DISTINCT ON (f."jobId", f.page) f.fingerprint, f."jobId", f.page
    FROM "Failure" AS f JOIN "Job" AS waits ON waits.id = f."jobId" AND waits.state IN ('needs-attention', 'failed')
    ORDER BY f."jobId", f.page, f.id DESC
  ) AS latest
  JOIN "FailureGroup" AS cause ON cause.fingerprint = latest.fingerprint
  JOIN "Job" AS job ON job.id = latest."jobId"
  LEFT JOIN "Page" AS page ON page."bookId" = job."bookId" AND page.number = latest.page
  WHERE latest.fingerprint = ANY(${fingerprints})
    AND CASE WHEN latest.page IS NULL
      THEN job.code = cause.code AND NOT EXISTS (
        SELECT FROM "Job" AS later WHERE later."bookId" = job."bookId" AND later."createdAt" > job."createdAt")
      ELSE job."endedAt" IS NULL AND page.state = 'refused' AND page.code = cause.code END`;
