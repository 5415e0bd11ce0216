import type { Provider } from '#contracts/book.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { appendEvent } from '#events/event-log.js';
import { reserveForJob } from './limits.js';
import { countProgress } from './page-record.js';

export interface NewJob {
  id: string;
  ownerId: string;
  ask: CreateJob;
  provider: Provider;
  /** The job that this one takes up again. */
  retryOfId?: string | undefined;
  /** The deployment takes payments: plans have limits. */
  billing: boolean;
}

/** The book was deleted; no job starts on it before it is restored. */
export class BookInTrash extends Error {
  override name = 'BookInTrash';
  constructor() {
    super('This book is in the trash. Restore it first.');
  }
}

/**
 * Commits a job as `queued`; the watchdog starts it if the caller does not. False when another job that has not ended works
 * on the book. Safe to repeat with the same id. Throws `QuotaExceeded` or `BookInTrash`, and has changed nothing then.
 */
export const insertJob = (db: Database, job: NewJob): Promise<boolean> => db.$transaction((tx) => insertJobIn(tx, job));

/** The same inside a transaction, which has to be taken back when it throws. */
export async function insertJobIn(
  tx: Connection,
  { id, ownerId, ask, provider, retryOfId, billing }: NewJob,
): Promise<boolean> {
  // who deletes the book waits for this lock, so that it sees the job
  const [book] = await tx.$queryRaw<{ gone: boolean }[]>`
    SELECT "deletedAt" IS NOT NULL AS gone FROM "Book" WHERE id = ${ask.bookId}::uuid FOR SHARE`;
  const isThere = async () => (await tx.job.count({ where: { id } })) > 0;
  if (book?.gone && !(await isThere())) throw new BookInTrash();
  const progress = await countProgress(tx, ask.bookId);
  const { count } = await tx.job.createMany({
    data: [
      {
        id,
        kind: ask.kind,
        ownerId,
        bookId: ask.bookId,
        input: { ask, provider },
        ...progress,
        ...(retryOfId ? { retryOfId } : {}),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return isThere();
  const { access } = await reserveForJob(tx, { id, ownerId, ask, billing });
  if (access.plan.priority) await tx.job.update({ where: { id }, data: { priority: true } });
  await appendEvent(tx, { id, ownerId }, { type: 'job.state', state: 'queued' });
  return true;
}
