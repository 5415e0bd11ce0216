import type { Client } from '@temporalio/client';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { BookInTrash, insertJob } from '#jobs/insert-job.js';
import { steerJob } from '#jobs/steer-job.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { SIGNALS } from '#contracts/signals.js';

interface Start {
  db: Database;
  client: Client;
  connectionId: string;
  ownerId: string;
}

/** At once; more are for the next sync. */
export const MAX_BOOKS = 1_000;

/** Marks books for sync: if the start is lost, the next scheduled sync picks them up. */
export async function markChanged(db: Connection, connectionId: string, which: string[] | 'all'): Promise<void> {
  await db.driveBook.updateMany({
    where: { connectionId, on: true, ...(which === 'all' ? {} : { bookId: { in: which } }) },
    data: { changed: true },
  });
}

/**
 * Has the books synced that were marked, each by a job of its own. A book that is being synced already, or waits, is left
 * to that job: at its end it checks whether the book was marked meanwhile.
 */
export async function startBookSyncs({ db, client, connectionId, ownerId }: Start): Promise<void> {
  const books = await db.driveBook.findMany({
    where: { connectionId, on: true, changed: true, book: { deletedAt: null } },
    select: { bookId: true, book: { select: { title: true } } },
    orderBy: { bookId: 'asc' },
    take: MAX_BOOKS,
  });
  for (const { bookId, book } of books) {
    const id = newId();
    const ask = { kind: 'sync-drive', bookId } as const;
    const made = await insertJob(db, { id, ownerId, ask, provider: 'built-in', billing: false }).catch(
      (error: unknown) => {
        if (error instanceof BookInTrash) return false; // deleted a moment ago
        throw error;
      },
    );
    // should Temporal be away, the job stays queued and the watchdog starts it
    if (made)
      await startJobWorkflow(client, { id, kind: 'sync-drive', ownerId, title: book.title }).catch(() => undefined);
  }
}

/** Resumes syncs that waited for a new connection or for free space. */
export async function wakeParkedSyncs({ db, client, ownerId }: Omit<Start, 'connectionId'>): Promise<void> {
  const parked = await db.job.findMany({
    where: { ownerId, kind: 'sync-drive', state: 'needs-attention', code: { in: ['drive-reconnect', 'drive-full'] } },
    select: { id: true },
    take: MAX_BOOKS,
  });
  // one whose workflow is gone ends as failed, so that the next sync can take up its book
  for (const { id } of parked) await steerJob({ db, client }, id, newId(), { name: SIGNALS.retryPages, pages: [] });
}
