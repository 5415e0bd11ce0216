import { Readable } from 'node:stream';
import { UniqueNames, safeName } from '#batches/safe-names.js';
import { zipIntoStore } from '#batches/zip-into-store.js';
import type { Archive } from '#batches/zip-into-store.js';
import type { Database } from '#database/database.js';
import type { ArtifactStore, StoredObject } from '#storage/artifact-store.js';
import { accountTables, pages } from './account-tables.js';
import type { Table } from './account-tables.js';

const README = (at: Date): string => `Everything that ColorBook Engine keeps about you, as of ${at.toISOString()}.

records/  what the database holds, one file (JSON) per subject
books/    your pictures (SVG) and finished files (PDF), one folder per book
missing.json  files that are named in the records and could not be found; empty when all is there

Not in here: your password (of which only a hash is kept), the keys by which you are signed in, the permission that Google gave us,
and what only tells of how the machines work.
`;

/**
 * All data of a user as one archive in the store: records as JSON and the files themselves. Rows and files
 * are read as they are written, so that memory does not grow with them.
 */
export async function packAccount(
  { db, store }: { db: Database; store: ArtifactStore },
  ask: { id: string; ownerId: string; createdAt: Date },
  signal: AbortSignal,
): Promise<StoredObject> {
  const owner = await db.user.findUniqueOrThrow({ where: { id: ask.ownerId } });
  const missing: { name: string; sha256: string }[] = [];
  return zipIntoStore(store, { mtime: ask.createdAt, signal }, async (zip) => {
    zip.text('README.txt', () => Readable.from([README(ask.createdAt)]));
    for (const table of accountTables(db, owner))
      zip.text(`records/${table.name}.json`, () => Readable.from(asJson(table)));
    await addFiles(db, store, owner.id, zip, missing);
    zip.text('missing.json', () => Readable.from([`${JSON.stringify(missing, null, 2)}\n`]));
  });
}

/** Every file of every book; a file that is missing in the store is listed and does not stop the export. */
async function addFiles(
  db: Database,
  store: ArtifactStore,
  ownerId: string,
  zip: Archive,
  missing: { name: string; sha256: string }[],
): Promise<void> {
  const names = new UniqueNames();
  const add = async (name: string, file: { sha256: string; size: number }): Promise<void> => {
    if (await store.has(file.sha256)) zip.file(name, file);
    else missing.push({ name, sha256: file.sha256 });
  };
  const books = pages((cursor) =>
    db.book.findMany({ where: { ownerId }, orderBy: { id: 'asc' }, select: { id: true, title: true }, ...cursor }),
  );
  for await (const { id: bookId, title } of books) {
    const folder = `books/${names.of(safeName(title))}`;
    const art = pages((cursor) =>
      db.artVersion.findMany({
        where: { page: { bookId } },
        orderBy: { id: 'asc' },
        include: { page: { select: { number: true } } },
        ...cursor,
      }),
    );
    for await (const each of art) await add(`${folder}/art/page-${each.page.number}-version-${each.version}.svg`, each);
    const files = pages((cursor) => db.artifact.findMany({ where: { bookId }, orderBy: { id: 'asc' }, ...cursor }));
    for await (const each of files) await add(`${folder}/files/${each.kind}-${each.id}.pdf`, each);
  }
}

async function* asJson({ rows }: Table): AsyncGenerator<string> {
  let comma = '[\n';
  for await (const row of rows()) {
    yield comma + JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    comma = ',\n';
  }
  yield comma === '[\n' ? '[]\n' : '\n]\n';
}
