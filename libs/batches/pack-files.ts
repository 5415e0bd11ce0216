import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import type { Database } from '#database/database.js';
import { Fault } from '#failures/failure.js';
import type { ArtifactStore, StoredObject } from '#storage/artifact-store.js';
import { UniqueNames, safeName } from './safe-names.js';

interface Entry {
  title: string;
  projectId: string;
  jobId: string;
  state: string;
  reason: string;
  files: { name: string; kind: string; size: number; sha256: string }[];
}

/**
 * All files of a batch's finished books in one archive (ZIP64 where it must be), streamed from the store into the store; a
 * manifest tells of every book, finished or not. The same books give the same bytes. Null: there is no file.
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
  const zip = new ZipFile();
  const mtime = batch.createdAt;
  for (const file of files)
    zip.addReadStreamLazy(file.name, { mtime, size: file.size, compress: false }, (give) => {
      if (signal.aborted) return give(signal.reason as Error, undefined as never);
      store.open(file.sha256).then(
        (source) => (source ? give(null, source) : give(missing(file.name), undefined as never)),
        (error: unknown) => give(error as Error, undefined as never),
      );
    });
  zip.addBuffer(Buffer.from(manifest(batchId, entries)), 'manifest.json', { mtime });
  zip.addBuffer(Buffer.from(table(entries)), 'manifest.csv', { mtime });
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error?: Error): void };
  zip.on('error', (error: Error) => output.destroy(error));
  const stored = store.put(output as never);
  zip.end();
  return stored;
}

async function entriesOf(db: Database, batchId: string): Promise<Entry[]> {
  const items = await db.batchItem.findMany({
    where: { batchId },
    orderBy: { position: 'asc' },
    include: { project: { select: { id: true, title: true } } },
  });
  const jobs = items.filter(({ state }) => state === 'completed').map(({ jobId }) => jobId);
  const artifacts = await db.artifact.findMany({ where: { jobId: { in: jobs } }, orderBy: { kind: 'asc' } });
  const names = new UniqueNames();
  return items.map(({ project, jobId, state, message }) => {
    const folder = names.of(safeName(project.title));
    const own = artifacts.filter((each) => each.jobId === jobId);
    return {
      title: project.title,
      projectId: project.id,
      jobId,
      state,
      reason: message ?? '',
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
const table = (books: Entry[]): string =>
  stringify(
    books.map(({ title, projectId, jobId, state, reason, files }) => [title, projectId, jobId, state, reason, files.map(({ name }) => name).join('; ')]),
    { header: true, columns: ['title', 'book', 'job', 'state', 'reason', 'files'], bom: true, escape_formulas: true },
  ); // prettier-ignore

const missing = (name: string): Fault =>
  new Fault('storage-unavailable', `${name} is missing from the artifact store.`);
