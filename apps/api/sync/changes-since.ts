import type { BookView } from '#contracts/books.js';
import type { SyncAnswer } from '#contracts/sync.js';
import type { Database } from '#database/database.js';
import { Prisma } from '#database/generated/client.js';
import { pageView, withArt } from '../books/book-view.js';
import { encodeSyncCursor, type SyncCursor } from './sync-cursor.js';

/** Books per response; a book is never split. */
const BOOKS_AT_ONCE = 20;

type Changes = Omit<SyncAnswer, 'results'>;
type ViewsOf = (ids: string[]) => Promise<BookView[]>;
interface Now {
  /** Identifies this database, also against a restored copy of it. */
  place: string;
  snapshot: string;
  /** The client's snapshot contains future transactions: the database was restored to an earlier state. */
  ahead: boolean;
}

/**
 * Changes in a user's books since the device's last sync, and the next cursor. Compares transaction snapshots
 * instead of times or versions, so that a transaction that started earlier but committed later is not missed.
 */
export async function changesSince(
  db: Database,
  ownerId: string,
  cursor: SyncCursor | null,
  viewsOf: ViewsOf,
): Promise<Changes> {
  const now = await readPosition(db, cursor);
  const start = { place: now.place, ownerId };
  if (!cursor || cursor.place !== now.place || cursor.ownerId !== ownerId || now.ahead)
    return { changes: [], cursor: encodeSyncCursor({ ...start, seen: now.snapshot }), more: false, reset: true };
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
      ...start,
      ...(last ? { seen, next: { after: last, until } } : { seen: until }),
    }),
    more: last !== undefined,
    reset: false,
  };
}

/**
 * The database's position, read first: later commits are returned by the next sync. Tables and
 * databases get new numbers when a dump is restored, clusters when they are made, timelines when a backup is rolled
 * forward or a standby takes over (PostgreSQL manual, 26.3.6).
 */
async function readPosition(db: Database, cursor: SyncCursor | null): Promise<Now> {
  const [row] = await db.$queryRaw<Now[]>`
    SELECT concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
        left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
        (SELECT oid FROM pg_database WHERE datname = current_database()), '"Page"'::regclass::oid) AS place,
      pg_current_snapshot()::text AS snapshot,
      pg_snapshot_xmax(${cursor?.next?.until ?? cursor?.seen ?? '1:1:'}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
        AS ahead`;
  if (!row) throw new Error('PostgreSQL did not tell its position.');
  return row;
}

/**
 * Written by a transaction that is not visible in `seen` and had started when `until` was taken. Restored rows may have
 * transaction ids of the former cluster, which are in the future here: they would be returned each time.
 */
const isNew = (row: Prisma.Sql, seen: string, until: string): Prisma.Sql =>
  Prisma.sql`NOT pg_visible_in_snapshot(${row}."changedIn", ${seen}::pg_snapshot)
    AND ${row}."changedIn" < pg_snapshot_xmax(${until}::pg_snapshot)`;

/** One more than the page size, deleted ones included. */
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
