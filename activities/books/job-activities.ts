import type { z } from 'zod';
import { COVER_PAGE, jobState } from '#contracts/jobs.js';
import type { JobState, Receipt } from '#contracts/jobs.js';
import type { StartedBook, BookOutcome, BookPlan } from '#contracts/work.js';
import type { Database } from '#database/database.js';
import { loadBookJob } from '#books/book-record.js';
import type { BookJob } from '#books/book-record.js';
import { appendEvents } from '#events/event-log.js';
import { moveJob, moveJobIn } from '#jobs/job-record.js';
import { isJobEnded } from '#jobs/lock-job.js';
import { markPages, recordProgress, refusePage, releasePages } from '#jobs/page-record.js';
import { pagesToDraw } from '#books/pages-to-draw.js';
import { receiptOf } from '#jobs/receipt.js';
import { runActivity } from '../run-activity.js';

/** Dear pages alone, each its own activity; a book's lanes, at most. */
const LANES = 4;
/** Cheap pages in one activity, at most: each task costs about as much as a page, and a repeat finds what is drawn. */
const CHUNK = 48;
/** Across all books: more lanes than this do not speed up cheap pages on a few cores. */
const LANES_OF_ALL = 8;

/** The rows of a job: short writes that are safe to repeat. */
export const createJobActivities = ({ db }: { db: Database }) => ({
  /** False when the job was canceled before it began. */
  beginJob: ({ jobId }: { jobId: string }): Promise<boolean> => runActivity(() => startJobOnce(db, jobId)),

  openBook: ({ jobId }: { jobId: string }): Promise<StartedBook> =>
    runActivity(async () => {
      const begun = await startJobOnce(db, jobId);
      const { provider } = await loadBookJob(db, jobId);
      return { begun, quickStory: provider === 'built-in' };
    }),

  /** The state that the job has ended in, when it has and therefore went nowhere else; else null. */
  moveJob: (ask: { jobId: string; state: JobState; code?: string; message?: string }): Promise<BookOutcome | null> =>
    runActivity(async () => {
      if (await moveJob(db, ask.jobId, ask.state, { code: ask.code, message: ask.message })) return null;
      const { state } = await stateOf(db, ask.jobId);
      return bookOutcome.safeParse(state).data ?? null;
    }),

  planBook: ({ jobId }: { jobId: string }): Promise<BookPlan> =>
    runActivity(async () => {
      const job = await loadBookJob(db, jobId);
      const pages = await pagesToDraw(db, { jobId, bookId: job.book.id, ask: job.ask });
      await markPages(db, job, pages, 'pending');
      await recordProgress(db, job);
      return { pages, ...(await paceOf(db, job)) };
    }),

  skipPages: ({ jobId, pages }: { jobId: string; pages: number[] }): Promise<void> =>
    runActivity(async () => {
      const job = await loadBookJob(db, jobId);
      await markPages(db, job, pages, 'skipped');
      await recordProgress(db, job);
    }),

  refusePage: (ask: { jobId: string; number: number; code: string; message: string }): Promise<void> =>
    runActivity(async () => refusePage(db, await loadBookJob(db, ask.jobId), ask.number, ask)),

  /** Pages that a canceled job was still drawing show what they had before. False when the job had ended already. */
  releasePages: ({ jobId }: { jobId: string }): Promise<boolean> =>
    runActivity(async () => {
      const job = await loadBookJob(db, jobId);
      try {
        await releasePages(db, job);
        return true;
      } catch (error) {
        // a retry of what an attempt did before the end and could not report
        if (isJobEnded(error)) return false;
        throw error;
      }
    }),

  countPages: ({ jobId }: { jobId: string }): Promise<{ drawn: number }> =>
    runActivity(async () => {
      const { book } = await loadBookJob(db, jobId);
      const drawn = await db.page.count({
        where: { bookId: book.id, number: { gt: COVER_PAGE }, state: 'drawn', current: { gt: 0 } },
      });
      return { drawn };
    }),

  /** Ends the job, unless it has ended. Gives how it did. */
  finishJob: ({ jobId, outcome }: { jobId: string; outcome: BookOutcome }): Promise<BookOutcome> =>
    runActivity(async () => {
      const job = await loadBookJob(db, jobId);
      const receipt = await receiptOf(db, job);
      await db.$transaction(async (tx) => {
        await tx.job.updateMany({ where: { id: jobId, endedAt: null }, data: { receipt: receipt satisfies Receipt } });
        const done = receipt.pagesDrawn.length + receipt.pagesSkipped.length;
        await appendEvents(tx, job, [{ type: 'job.progress', done, total: done + receipt.pagesMissing.length }]);
        await moveJobIn(tx, jobId, outcome);
      });
      const { state } = await stateOf(db, jobId);
      // oxlint-disable-next-line typescript/consistent-type-assertions -- a job that could not be moved is told as it stands; a check would fail its workflow
      return state as BookOutcome;
    }),
});

/** The states that a book's job can end in. */
const bookOutcome = jobState.extract([
  'completed',
  'completed-with-skips',
  'failed',
  'canceled',
]) satisfies z.ZodType<BookOutcome>;

const stateOf = (db: Database, jobId: string): Promise<{ state: string }> =>
  db.job.findUniqueOrThrow({ where: { id: jobId }, select: { state: true } });

async function startJobOnce(db: Database, jobId: string): Promise<boolean> {
  if (await moveJob(db, jobId, 'running')) return true;
  const job = await db.job.findUnique({ where: { id: jobId }, select: { endedAt: true } });
  return job?.endedAt === null;
}

/** Alone, a book has all lanes; the more books are at work, the fewer each, since the cores are busy anyway. */
async function paceOf(db: Database, { provider }: BookJob): Promise<Pick<BookPlan, 'chunk' | 'lanes'>> {
  if (provider !== 'built-in') return { chunk: 1, lanes: LANES };
  const books = await db.job.count({ where: { state: { in: ['queued', 'running'] }, kind: 'generate-book' } });
  return { chunk: CHUNK, lanes: Math.max(1, Math.min(LANES, Math.floor(LANES_OF_ALL / Math.max(1, books)))) };
}
