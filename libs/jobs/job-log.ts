import { z } from 'zod';
import type { Database } from '#database/database.js';

/** One attempt of an activity, as it ended. */
export interface Attempt {
  jobId: string;
  activity: string;
  attempt: number;
  /** Of the page, when the activity drew only one. */
  page: number | null;
  level: 'info' | 'warn' | 'error';
  message: string;
  detail: AttemptDetail;
}

/** Times are ISO 8601. */
export const attemptDetail = z.object({
  scheduledAt: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  worker: z.string(),
  pages: z.array(z.number()).optional(),
  state: z.enum(['done', 'failed', 'canceled']),
  code: z.string().optional(),
});
export type AttemptDetail = z.infer<typeof attemptDetail>;

/** More than this is not kept of one job: a step that fails for a week must not fill the disk. */
export const MAX_ATTEMPTS = 2_000;

/** Adds lines to jobs' logs, in their order; leaves out those of workflows that are no jobs. */
export async function writeAttempts(db: Database, attempts: Attempt[]): Promise<void> {
  const lines = attempts.map((line) => ({
    ...line,
    message: line.message.slice(0, 1_000),
    // by the database's clock, less what the line has waited by ours
    age: Math.max(0, Date.now() - Date.parse(line.detail.endedAt)),
  }));
  await db.$executeRaw`
    INSERT INTO "JobLog" (at, "jobId", level, activity, attempt, page, message, detail)
    SELECT clock_timestamp() - line.age * interval '1 millisecond', job.id, line.level, line.activity, line.attempt, line.page, line.message, line.detail
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        AS ("jobId" uuid, level text, activity text, attempt int, page int, message text, detail jsonb, age int)
    ) WITH ORDINALITY AS line("jobId", level, activity, attempt, page, message, detail, age, nth)
    JOIN "Job" AS job ON job.id = line."jobId"
    WHERE (SELECT count(*) FROM "JobLog" WHERE "jobId" = job.id) < ${MAX_ATTEMPTS}
    ORDER BY line.nth`;
}
