import type { ProjectView } from '#contracts/projects.js';
import type { SyncAnswer } from '#contracts/sync.js';
import type { Database } from '#database/database.js';
import { pageView, withArt } from '../projects/project-view.js';
import { encodeSyncCursor, type SyncCursor } from './sync-cursor.js';

/** An answer goes on in the next one after so many books; a book is never cut. */
const BOOKS_AT_ONCE = 20;

type Changes = Omit<SyncAnswer, 'results'>;
type ViewsOf = (ids: string[]) => Promise<ProjectView[]>;
interface Now {
  system: string;
  snapshot: string;
  /** The snapshot that is asked for is none of this database's past: it was restored, or is another one. */
  foreign: boolean;
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
  if (!cursor || now.foreign)
    return {
      changes: [],
      cursor: encodeSyncCursor({ system: now.system, seen: now.snapshot }),
      more: false,
      reset: true,
    };
  const { seen, next } = cursor;
  const found = await changedBooks(db, ownerId, cursor);
  const ids = found.slice(0, BOOKS_AT_ONCE).map(({ id }) => id);
  const [views, pages] = await Promise.all([viewsOf(ids), changedPages(db, ids, seen)]);
  const until = next?.until ?? now.snapshot;
  const last = found.length > BOOKS_AT_ONCE ? ids.at(-1) : undefined;
  const change = (projectId: string) => {
    const book = views.find(({ id }) => id === projectId) ?? null;
    return { projectId, book, pages: book ? (pages.get(projectId) ?? []).map(pageView) : [] };
  };
  return {
    changes: ids.map(change),
    cursor: encodeSyncCursor({
      system: now.system,
      ...(last ? { seen, next: { after: last, until } } : { seen: until }),
    }),
    more: last !== undefined,
    reset: false,
  };
}

/** Where the database stands, before anything is read: what is committed after this is told the next time. */
async function look(db: Database, cursor: SyncCursor | null): Promise<Now> {
  const [row] = await db.$queryRaw<{ system: string; snapshot: string; foreign: boolean }[]>`
    SELECT system_identifier::text AS system, pg_current_snapshot()::text AS snapshot,
      system_identifier::text <> ${cursor?.system ?? ''}
        OR pg_snapshot_xmax(${cursor?.next?.until ?? cursor?.seen ?? '1:1:'}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
        AS foreign
    FROM pg_control_system()`;
  return row!;
}

/** One more than are told at once. Taken away ones, too. */
const changedBooks = (db: Database, ownerId: string, { seen, next }: SyncCursor): Promise<{ id: string }[]> =>
  db.$queryRaw`
    SELECT project.id FROM "Project" project
    WHERE project."ownerId" = ${ownerId}::uuid AND project.id > ${next?.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      AND (NOT pg_visible_in_snapshot(project."changedIn", ${seen}::pg_snapshot) OR EXISTS (
        SELECT 1 FROM "Page" page
        WHERE page."projectId" = project.id AND NOT pg_visible_in_snapshot(page."changedIn", ${seen}::pg_snapshot)))
    ORDER BY project.id LIMIT ${BOOKS_AT_ONCE + 1}`;

async function changedPages(db: Database, projectIds: string[], seen: string) {
  const changed = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Page" WHERE "projectId" = ANY(${projectIds}::uuid[])
      AND NOT pg_visible_in_snapshot("changedIn", ${seen}::pg_snapshot)`;
  const rows = await db.page.findMany({
    where: { id: { in: changed.map(({ id }) => id) } },
    include: withArt,
    orderBy: { number: 'asc' },
  });
  return Map.groupBy(rows, (row) => row.projectId);
}
