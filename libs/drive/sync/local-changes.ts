import type { Database } from '#database/database.js';
import { localFiles } from '../transfer/local-files.js';
import { MAX_BOOKS } from './start-syncs.js';

/** Files that wait for their author, not for a sync. */
const RESTING = new Set(['conflict', 'left-out']);

/** Books with something that Drive has not: drawn or printed since the last sync, or left over from one that was stopped. */
export async function changedHere(db: Database, connectionId: string): Promise<string[]> {
  const books = await db.driveBook.findMany({
    where: { connectionId, on: true, changed: false, book: { deletedAt: null } },
    select: {
      bookId: true,
      files: { select: { kind: true, page: true, state: true, syncedKey: true } },
    },
    orderBy: { bookId: 'asc' },
    take: MAX_BOOKS,
  });
  const changed: string[] = [];
  for (const { bookId, files } of books) {
    const inDrive = new Map(files.map((file) => [`${file.kind}:${file.page}`, file]));
    const differs = (await localFiles(db, bookId)).some(({ kind, page, key }) => {
      const known = inDrive.get(`${kind}:${page}`);
      return !known || (!RESTING.has(known.state) && (known.state !== 'synced' || known.syncedKey !== key));
    });
    if (differs) changed.push(bookId);
  }
  return changed;
}
