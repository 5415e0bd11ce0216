import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { cellText } from '#contracts/cell-text.js';
import { CSV_FORMAT } from '#contracts/csv-format.js';
import { changesText } from '#contracts/files.js';
import type { FileChange } from '#contracts/files.js';
import type { Database } from '#database/database.js';
import { fileChangesOf, withJobEnd } from '#books/file-state.js';
import type { ArtifactStore, StoredObject } from '#storage/artifact-store.js';
import { UniqueNames, safeName } from './safe-names.js';
import { zipIntoStore } from './zip-into-store.js';

interface Entry {
  title: string;
  bookId: string;
  jobId: string;
  state: string;
  reason: string;
  files: { name: string; kind: string; size: number; sha256: string }[];
  /** What of the book had changed before the files were packed. */
  changed: FileChange[];
}

/**
 * All files of a batch's finished books in one archive (ZIP64 where it must be), streamed from the store into the store; a
 * manifest lists every book, finished or not. The same books give the same bytes. Null: there is no file.
 */
export async function packFiles(
  { db, store }: { db: Database; store: ArtifactStore },
  batchId: string,
  signal: AbortSignal,
): Promise<StoredObject | null> {
  const batch = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  const entries = await entriesOf(db, batchId);
  const files = entries.flatMap((each) => each.files);
  if (files.length === 0) return null;
  return zipIntoStore(store, { mtime: batch.createdAt, signal }, (zip) => {
    for (const file of files) zip.file(file.name, file);
    zip.text('manifest.json', () => Readable.from([manifest(batchId, entries)]));
    zip.text('manifest.csv', () => Readable.from([table(entries)]));
    return Promise.resolve();
  });
}

async function entriesOf(db: Database, batchId: string): Promise<Entry[]> {
  const items = await db.batchItem.findMany({
    where: { batchId },
    orderBy: { position: 'asc' },
    include: { book: { select: { id: true, title: true } } },
  });
  const jobs = items.filter(({ state }) => state === 'completed').map(({ jobId }) => jobId);
  const artifacts = await db.artifact.findMany({
    where: { jobId: { in: jobs } },
    orderBy: { kind: 'asc' },
    include: withJobEnd,
  });
  // by the book alone: what an author's plan is by now does not matter to who opens the archive
  const changes = await fileChangesOf(db, artifacts, true);
  const names = new UniqueNames();
  return items.map(({ book, jobId, state, message }) => {
    const folder = names.of(safeName(book.title));
    const own = artifacts.filter((each) => each.jobId === jobId);
    return {
      title: book.title,
      bookId: book.id,
      jobId,
      state,
      reason: message ?? '',
      changed: [...new Set(own.flatMap(({ id }) => changes.get(id) ?? []))].filter((change) => change !== 'mark'),
      files: own.map(({ kind, size, sha256 }) => ({
        name: `${folder}/${kind === 'interior-pdf' ? 'Interior' : 'Cover'}.pdf`,
        kind,
        size,
        sha256,
      })),
    };
  });
}

const manifest = (batchId: string, books: Entry[]): string =>
  `${JSON.stringify({ format: 'colorbook-batch/1', batchId, books }, null, 2)}\n`;

/** For spreadsheets; what could be taken for a formula is made plain text (OWASP, CSV injection). */
function table(books: Entry[]): string {
  const rows = books.map(({ title, bookId, jobId, state, reason, files, changed }) => {
    const names = files.map(({ name }) => name).join('; ');
    return [cellText(title), bookId, jobId, state, cellText(reason), cellText(names), changesText(changed)];
  });
  return stringify(rows, {
    ...CSV_FORMAT,
    columns: ['title', 'book', 'job', 'state', 'reason', 'files', 'changed since'],
  });
}
