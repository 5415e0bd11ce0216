import { valueAt } from '#contracts/items.js';
import type { Connection, Database } from '#database/database.js';
import type { DriveFile } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import type { DriveAccount } from '../connection/rate-limits.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Step } from './decide.js';
import { NO_PAGE } from './drive-events.js';
import { FileRefused } from '../connection/drive-failure.js';
import { localFiles } from '../transfer/local-files.js';
import type { LocalFile } from '../transfer/local-files.js';
import { remoteFile, remoteFilesOf } from '../transfer/remote-files.js';
import type { RemoteFile } from '../transfer/remote-files.js';
import { RESOLVED_FILE, restingRow, stepFor } from './file-step.js';

const nameOf = ({ kind, page }: { kind: string; page: number }): string => `${kind}:${page}`;
const propertyName = ({ properties }: RemoteFile): string =>
  `${properties['kind']}:${properties['page'] ?? String(NO_PAGE)}`;

/**
 * Holds the book against its files in Drive, writes down what there is to do, and gives the files that have to be toTransfer.
 * Follows new names; never changes anything in Drive. Safe to repeat.
 */
export async function planSync(
  deps: { db: Database; store: ArtifactStore },
  account: DriveAccount,
  bookId: string,
): Promise<string[]> {
  const { db } = deps;
  // what is changed from here on is for the next sync
  await db.driveBook.updateMany({ where: { bookId }, data: { changed: false } });
  const [local, remote] = [await localFiles(db, bookId), await remoteFilesOf(account, bookId)];
  const rows = await rowsFor(db, bookId, local);
  const byId = new Map(remote.map((each) => [each.id, each]));
  const byName = new Map(remote.map((each) => [propertyName(each), each]));
  const toTransfer: string[] = [];
  for (const file of local) {
    const row = valueAt(rows, nameOf(file));
    // a search may not find yet what was just made, and a file of ours that our row does not know (any more) is the one
    const known = row.remoteId
      ? (byId.get(row.remoteId) ?? (await remoteFile(account, row.remoteId).catch(unlessRefused)))
      : null;
    if (known === 'refused') {
      await db.driveFile.update({
        where: { id: row.id },
        data: { state: 'conflict', conflict: 'refused', remoteMd5: null },
      });
      continue;
    }
    const there = known ?? byName.get(nameOf(file)) ?? null;
    const step = await stepFor(deps, row, file, there);
    await db.driveFile.update({ where: { id: row.id }, data: changeFor(step, row, file, there) });
    if (step.do === 'upload' || step.do === 'download') toTransfer.push(row.id);
  }
  return toTransfer;
}

/** A file that may not be read waits alone. */
function unlessRefused(error: unknown): 'refused' {
  if (error instanceof FileRefused) return 'refused';
  throw error;
}

function changeFor(step: Step, row: DriveFile, file: LocalFile, there: RemoteFile | null) {
  const followed = there ? { remoteId: there.id, name: there.name } : {};
  const resting = restingRow(step, file, there);
  if (resting) return { ...followed, ...resting };
  switch (step.do) {
    case 'upload':
      return { ...followed, state: 'waiting' };
    case 'download':
      return { ...followed, ...overFor(row), state: 'waiting', remoteMd5: there?.md5 ?? null };
    default:
      return row.state === 'left-out' ? followed : { ...followed, ...RESOLVED_FILE, state: 'synced' };
  }
}

/** What stood in the way of another picture does not stand in the way of this one; what was chosen is still to be done. */
const overFor = ({ choice }: DriveFile) => (choice === null ? { conflict: null, message: null } : {});

/** A row for each file that the book has. */
async function rowsFor(db: Connection, bookId: string, files: LocalFile[]): Promise<Map<string, DriveFile>> {
  await db.driveFile.createMany({
    data: files.map(({ kind, page, name }) => ({ id: newId(), bookId, kind, page, name })),
    skipDuplicates: true,
  });
  const rows = await db.driveFile.findMany({ where: { bookId } });
  return new Map(rows.map((row) => [nameOf(row), row]));
}
