import type { Provider } from '#contracts/book.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { appendEvent } from './event-log.js';
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

/** The book was deleted; no job begins on it before it is restored. */
export class BookInTrash extends Error {
  override name = 'BookInTrash';
  constructor() {
    super('This book is in the trash. Restore it first.');
  }
}

/**
 * Commits a job as `queued`; the watchdog starts it, should nobody else. False when another job that has not ended works
 * on the book. Safe to repeat with the same id. Throws `QuotaExceeded` or `BookInTrash`, and has changed nothing then.
 */
export async function insertJob(
  db: Database,
  { id, ownerId, ask, provider, retryOfId, billing }: NewJob,
): Promise<boolean> {
  const made = await db.$transaction(async (tx) => {
    // who deletes the book waits for this lock, so that it sees the job
    const [book] = await tx.$queryRaw<{ gone: boolean }[]>`
      SELECT "deletedAt" IS NOT NULL AS gone FROM "Project" WHERE id = ${ask.projectId}::uuid FOR SHARE`;
    if (book?.gone && (await tx.job.count({ where: { id } })) === 0) throw new BookInTrash();
    const progress = await countProgress(tx, ask.projectId);
    const { count } = await tx.job.createMany({
      data: [
        {
          id,
          kind: ask.kind,
          ownerId,
          projectId: ask.projectId,
          input: { ask, provider },
          ...progress,
          ...(retryOfId ? { retryOfId } : {}),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    const { access } = await reserveForJob(tx, { id, ownerId, ask, billing });
    if (access.plan.priority) await tx.job.update({ where: { id }, data: { priority: true } });
    await appendEvent(tx, { id, ownerId }, { type: 'job.state', state: 'queued' });
    return true;
  });
  return made || (await db.job.findUnique({ where: { id }, select: { id: true } })) !== null;
}
