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
export interface AttemptDetail {
  scheduledAt: string;
  startedAt: string;
  endedAt: string;
  worker: string;
  pages?: number[];
  state: 'done' | 'failed' | 'canceled';
  code?: string;
}

/** More than this is not kept of one job: a step that fails for a week must not fill the disk. */
export const MOST_ATTEMPTS = 2_000;

/** Adds a line to a job's log; does nothing for workflows that are no jobs. */
export async function writeAttempt(db: Database, { jobId, detail, ...line }: Attempt): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "JobLog" ("jobId", level, activity, attempt, page, message, detail)
    SELECT id, ${line.level}, ${line.activity}, ${line.attempt}, ${line.page}::int, ${line.message.slice(0, 1_000)},
      ${JSON.stringify(detail)}::jsonb
    FROM "Job"
    WHERE id = ${jobId}::uuid AND (SELECT count(*) FROM "JobLog" WHERE "jobId" = ${jobId}::uuid) < ${MOST_ATTEMPTS}`;
}
