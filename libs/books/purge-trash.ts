import { TRASH_DAYS } from '#contracts/books.js';
import type { Database } from '#database/database.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Books that one transaction deletes, and one run of the upkeep at most. */
const BOOKS = 10;
const MAX_BOOKS = 500;
/** A book of 400 pages with a hundred versions each takes its time. */
const LONG_MS = 60_000;

/** When a book that was deleted at this moment leaves the trash for good. */
export const purgeAt = (deletedAt: Date): Date => new Date(deletedAt.getTime() + TRASH_DAYS * DAY_MS);

/** Deletes the books that have been in the trash for `TRASH_DAYS`. `now` is the database's time. Safe to repeat. */
export async function purgeTrash(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - TRASH_DAYS * DAY_MS);
  const due = await db.book.findMany({
    where: { deletedAt: { lte: before }, jobs: { none: { endedAt: null } } },
    select: { id: true },
    orderBy: { deletedAt: 'asc' },
    take: MAX_BOOKS,
  });
  let purged = 0;
  for (let at = 0; at < due.length; at += BOOKS)
    purged += (
      await purgeBooks(
        db,
        due.slice(at, at + BOOKS).map(({ id }) => id),
      )
    ).purged;
  return purged;
}

/**
 * Deletes books in the trash with all that hangs on them: pages, versions, jobs, events, files' rows. The files themselves
 * are collected as orphans, since other books may share them. What the artist cost stays for the month's figures, without
 * its picture. `left` counts those that a job still works on, or that were restored meanwhile.
 */
export async function purgeBooks(db: Database, ids: string[]): Promise<{ purged: number; left: number }> {
  const purged = await db.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM "Book" AS book
        WHERE id = ANY (${ids}::uuid[]) AND "deletedAt" IS NOT NULL
          AND NOT EXISTS (SELECT FROM "Job" WHERE "bookId" = book.id AND "endedAt" IS NULL)
        ORDER BY id FOR UPDATE`;
      const where = { in: rows.map(({ id }) => id) };
      const jobs = (await tx.job.findMany({ where: { bookId: where }, select: { id: true } })).map(({ id }) => id);
      await tx.providerCall.updateMany({ where: { jobId: { in: jobs } }, data: { sha256: null, requestId: null } });
      await tx.event.deleteMany({ where: { subjectId: { in: jobs } } });
      return (await tx.book.deleteMany({ where: { id: where } })).count;
    },
    { timeout: LONG_MS },
  );
  return { purged, left: ids.length - purged };
}
