import type { BookFiles, FileChange, PrintedFile } from '#contracts/files.js';
import { printSettings } from '#contracts/book.js';
import type { Connection } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { accessOf } from '#billing/access.js';
import { differences, madeFrom, partsOf, printedPagesOf } from './print-source.js';
import type { MadeFrom, PrintedBook } from './print-source.js';

type Book = PrintedBook & { id: string; ownerId: string; updatedAt: Date };
type FileRow = Prisma.ArtifactGetPayload<{ include: { job: { select: { endedAt: true } } } }>;

const NO_FILES: BookFiles = { state: 'none', changed: [], madeAt: null, interior: null, cover: null };

/** The newest print files of each of these books, and whether the book has changed since they were made. */
export async function bookFilesOf(db: Connection, books: Book[], billing: boolean): Promise<Map<string, BookFiles>> {
  const files = await newestFiles(
    db,
    books.map(({ id }) => id),
  );
  const printed = books.filter(({ id }) => files.some(({ bookId }) => bookId === id));
  const changes = await changesOf(db, printed, files, billing);
  return new Map(
    books.map((book) => {
      const own = files.filter(({ bookId }) => bookId === book.id);
      return [book.id, own.length === 0 ? NO_FILES : stateOf(own, changes)];
    }),
  );
}

/** What has changed since each of these files was made; by the file's id. */
export async function fileChangesOf(
  db: Connection,
  files: FileRow[],
  billing: boolean,
): Promise<Map<string, FileChange[]>> {
  const ids = [...new Set(files.map(({ bookId }) => bookId))];
  return changesOf(db, await db.book.findMany({ where: { id: { in: ids } } }), files, billing);
}

export const withJobEnd = { job: { select: { endedAt: true } } } as const;

async function newestFiles(db: Connection, bookIds: string[]): Promise<FileRow[]> {
  const newest = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON ("bookId", kind) id FROM "Artifact" WHERE "bookId" = ANY(${bookIds}::uuid[])
    ORDER BY "bookId", kind, "createdAt" DESC`;
  return db.artifact.findMany({ where: { id: { in: newest.map(({ id }) => id) } }, include: withJobEnd });
}

async function changesOf(
  db: Connection,
  books: Book[],
  files: FileRow[],
  billing: boolean,
): Promise<Map<string, FileChange[]>> {
  const ids = books.map(({ id }) => id);
  const [pages, touched, unmarked] = await Promise.all([
    printedPagesOf(db, ids),
    lastPageChanges(
      db,
      files.filter((file) => file.madeFrom === null),
    ),
    ownersWithoutMark(db, books, files, billing),
  ]);
  return new Map(
    files.flatMap((file) => {
      const book = books.find(({ id }) => id === file.bookId);
      const printed = pages.get(file.bookId);
      if (!book || !printed) return [];
      const source = madeFromOf(file);
      const changed = source
        ? differences(source.parts, partsOf(book, printed)).filter((part) => concerns(file.kind, part))
        : changedSince(file, book, touched.get(book.id));
      const isMarked = file.watermark && !printSettings.parse(book.print).watermark && unmarked.has(book.ownerId);
      return [[file.id, isMarked ? [...changed, 'mark' as const] : changed]];
    }),
  );
}

/** Null for files of earlier releases. */
export function madeFromOf({ madeFrom: stored }: { madeFrom: Prisma.JsonValue }): MadeFrom | null {
  const read = madeFrom.safeParse(stored);
  return read.success ? read.data : null;
}

/** The cover's artwork is not inside, and the story is not on the cover. */
const concerns = (kind: string, part: FileChange): boolean => part !== (kind === 'interior-pdf' ? 'cover' : 'words');

/** By time, where nothing else is known: a printed book's row was written last when its files were checked. */
function changedSince(file: FileRow, book: Book, touched: Date | undefined): FileChange[] {
  const checkedAt = file.job.endedAt ?? file.createdAt;
  const isOlder = book.updatedAt > checkedAt || (touched !== undefined && touched > file.createdAt);
  return isOlder ? ['unknown'] : [];
}

async function lastPageChanges(db: Connection, files: FileRow[]): Promise<Map<string, Date>> {
  if (files.length === 0) return new Map();
  const rows = await db.page.groupBy({
    by: ['bookId'],
    where: { bookId: { in: files.map(({ bookId }) => bookId) } },
    _max: { updatedAt: true },
  });
  return new Map(rows.flatMap(({ bookId, _max }) => (_max.updatedAt ? [[bookId, _max.updatedAt]] : [])));
}

/** Owners of marked files whose plan marks files no longer. */
async function ownersWithoutMark(
  db: Connection,
  books: Book[],
  files: FileRow[],
  billing: boolean,
): Promise<Set<string>> {
  const marked = new Set(files.filter(({ watermark }) => watermark).map(({ bookId }) => bookId));
  const owners = new Set(books.filter(({ id }) => marked.has(id)).map(({ ownerId }) => ownerId));
  const free = new Set<string>();
  for (const ownerId of owners) if (!(await accessOf(db, ownerId, billing)).plan.watermark) free.add(ownerId);
  return free;
}

function stateOf(files: FileRow[], changes: Map<string, FileChange[]>): BookFiles {
  const of = (kind: string): FileRow | undefined => files.find((file) => file.kind === kind);
  const changed = [...new Set(files.flatMap(({ id }) => changes.get(id) ?? []))];
  const newest = files.map(({ createdAt }) => createdAt.toISOString()).sort();
  return {
    state: changed.length > 0 ? 'outdated' : 'current',
    changed,
    madeAt: newest[0] ?? null,
    interior: printedFile(of('interior-pdf')),
    cover: printedFile(of('cover-pdf')),
  };
}

const printedFile = (file: FileRow | undefined): PrintedFile | null =>
  file ? { id: file.id, sha256: file.sha256, pageCount: file.pageCount ?? 0 } : null;
