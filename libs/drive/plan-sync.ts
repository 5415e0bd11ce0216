import type { DriveChoice, DriveConflict, DriveFileKind } from '#contracts/drive.js';
import type { Connection, Database } from '#database/database.js';
import type { DriveFile } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import type { DriveAccount } from './account.js';
import { decide } from './decide.js';
import type { Known, Step } from './decide.js';
import { NO_PAGE } from './drive-events.js';
import { localFiles } from './local-files.js';
import type { LocalFile } from './local-files.js';
import { remoteFilesOf } from './remote-files.js';
import type { RemoteFile } from './remote-files.js';

const nameOf = ({ kind, page }: { kind: string; page: number }): string => `${kind}:${page}`;
const propertyName = ({ properties }: RemoteFile): string =>
  `${properties['kind']}:${properties['page'] ?? String(NO_PAGE)}`;

/**
 * Holds the book against its files in Drive, writes down what there is to do, and gives the files that have to be carried.
 * Follows new names; never changes anything in Drive. Safe to repeat.
 */
export async function planSync(db: Database, account: DriveAccount, projectId: string): Promise<string[]> {
  const [local, remote] = [await localFiles(db, projectId), await remoteFilesOf(account, projectId)];
  const rows = await rowsFor(db, projectId, local);
  const byId = new Map(remote.map((each) => [each.id, each]));
  const byName = new Map(remote.map((each) => [propertyName(each), each]));
  const carried: string[] = [];
  for (const file of local) {
    const row = rows.get(nameOf(file))!;
    // a file of ours that our row does not know (any more) is the one, not a second one beside it
    const there = (row.remoteId ? byId.get(row.remoteId) : undefined) ?? byName.get(nameOf(file)) ?? null;
    const step = decide(file, knownOf(row), there);
    await db.driveFile.update({ where: { id: row.id }, data: changeFor(step, row, there) });
    if (step.do === 'upload' || step.do === 'download') carried.push(row.id);
  }
  return carried;
}

export const knownOf = (row: DriveFile): Known => ({
  kind: row.kind as DriveFileKind,
  syncedKey: row.syncedKey,
  syncedMd5: row.syncedMd5,
  conflict: row.conflict as DriveConflict | null,
  choice: row.choice as DriveChoice | null,
  leftOut: row.state === 'left-out',
  remoteMd5: row.remoteMd5,
});

function changeFor(step: Step, row: DriveFile, there: RemoteFile | null) {
  const followed = there ? { remoteId: there.id, name: there.name } : {};
  switch (step.do) {
    case 'nothing':
      return row.state === 'left-out' ? followed : { ...followed, ...SETTLED, state: 'synced' };
    case 'wait':
      return { ...followed, state: 'conflict', conflict: step.conflict, remoteMd5: there?.md5 ?? null };
    case 'upload':
      // a file that is gone gets a new id; the old one may come back out of the trash and must stay what it was
      return { ...followed, state: 'waiting', ...(step.again ? { remoteId: null, session: null } : {}) };
    case 'download':
      return { ...followed, state: 'waiting', remoteMd5: there?.md5 ?? null };
  }
}

/** Nothing is left to be chosen. */
export const SETTLED = { conflict: null, choice: null, message: null, remoteMd5: null };

/** A row for each file that the book has. */
async function rowsFor(db: Connection, projectId: string, files: LocalFile[]): Promise<Map<string, DriveFile>> {
  await db.driveFile.createMany({
    data: files.map(({ kind, page, name }) => ({ id: newId(), projectId, kind, page, name })),
    skipDuplicates: true,
  });
  const rows = await db.driveFile.findMany({ where: { projectId } });
  return new Map(rows.map((row) => [nameOf(row), row]));
}
