import type { BookView } from '#contracts/books.js';
import type { SyncAnswer } from '#contracts/sync.js';
import type { Database } from '#database/database.js';
import { Prisma } from '#database/generated/client.js';
import { pageView, withArt } from '../books/book-view.js';
import { encodeSyncCursor, type SyncCursor } from './sync-cursor.js';

/** An answer goes on in the next one after so many books; a book is never cut. */
const BOOKS_AT_ONCE = 20;

type Changes = Omit<SyncAnswer, 'results'>;
type ViewsOf = (ids: string[]) => Promise<BookView[]>;
interface Now {
  /** Tells this database from every other, and from a copy of it that was put in its place. */
  place: string;
  snapshot: string;
  /** The snapshot that is asked for knows transactions which are still to come: the database went back in time. */
  ahead: boolean;
}

/**
 * What is new in a person's books since their device asked last, and where to go on the next time. By transactions that the
 * device's snapshot could not see, and not by times or versions: what began before and is committed later is not missed.
 */
export async function changesSince(
  db: Database,
  ownerId: string,
  cursor: SyncCursor | null,
  viewsOf: ViewsOf,
): Promise<Changes> {
  const now = await look(db, cursor);
  const begin = { place: now.place, ownerId };
  if (!cursor || cursor.place !== now.place || cursor.ownerId !== ownerId || now.ahead)
    return { changes: [], cursor: encodeSyncCursor({ ...begin, seen: now.snapshot }), more: false, reset: true };
  const { seen, next } = cursor;
  const until = next?.until ?? now.snapshot;
  const found = await changedBooks(db, cursor, until);
  const ids = found.slice(0, BOOKS_AT_ONCE).map(({ id }) => id);
  const [views, pages] = await Promise.all([viewsOf(ids), changedPages(db, ids, seen, until)]);
  const last = found.length > BOOKS_AT_ONCE ? ids.at(-1) : undefined;
  const change = (bookId: string) => {
    const book = views.find(({ id }) => id === bookId) ?? null;
    return { bookId, book, pages: book ? (pages.get(bookId) ?? []).map(pageView) : [] };
  };
  return {
    changes: ids.map(change),
    cursor: encodeSyncCursor({
      ...begin,
      ...(last ? { seen, next: { after: last, until } } : { seen: until }),
    }),
    more: last !== undefined,
    reset: false,
  };
}

/**
 * Where the database stands, before anything is read: what is committed after this is told the next time. Tables and
 * databases get new numbers when a dump is restored, clusters when they are made, timelines when a backup is rolled
 * forward or a standby takes over (PostgreSQL manual, 26.3.6).
 */
async function look(db: Database, cursor: SyncCursor | null): Promise<Now> {
  const [row] = await db.$queryRaw<Now[]>`
    SELECT concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
        left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
        (SELECT oid FROM pg_database WHERE datname = current_database()), '"Page"'::regclass::oid) AS place,
      pg_current_snapshot()::text AS snapshot,
      pg_snapshot_xmax(${cursor?.next?.until ?? cursor?.seen ?? '1:1:'}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
        AS ahead`;
  return row!;
}

/**
 * Written by a transaction that `seen` could not see, and that had begun when `until` was taken. Rows of a dump may bring
 * numbers from where they were written, which are still to come here: they would be told each time.
 */
const isNew = (row: Prisma.Sql, seen: string, until: string): Prisma.Sql =>
  Prisma.sql`NOT pg_visible_in_snapshot(${row}."changedIn", ${seen}::pg_snapshot)
    AND ${row}."changedIn" < pg_snapshot_xmax(${until}::pg_snapshot)`;

/** One more than are told at once. Taken away ones, too. */
const changedBooks = (db: Database, { ownerId, seen, next }: SyncCursor, until: string): Promise<{ id: string }[]> =>
  db.$queryRaw`
    SELECT book.id FROM "Book" book
    WHERE book."ownerId" = ${ownerId}::uuid AND book.id > ${next?.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      AND (${isNew(Prisma.sql`book`, seen, until)} OR EXISTS (
        SELECT 1 FROM "Page" page WHERE page."bookId" = book.id AND ${isNew(Prisma.sql`page`, seen, until)}))
    ORDER BY book.id LIMIT ${BOOKS_AT_ONCE + 1}`;

async function changedPages(db: Database, bookIds: string[], seen: string, until: string) {
  const changed = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Page" page
    WHERE "bookId" = ANY(${bookIds}::uuid[]) AND ${isNew(Prisma.sql`page`, seen, until)}`;
  const rows = await db.page.findMany({
    where: { id: { in: changed.map(({ id }) => id) } },
    include: withArt,
    orderBy: { number: 'asc' },
  });
  return Map.groupBy(rows, (row) => row.bookId);
}
