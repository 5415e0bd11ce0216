import { driveChoice, driveConflict, driveFileKind } from '#contracts/drive.js';
import type { Database } from '#database/database.js';
import type { DriveFile } from '#database/generated/client.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { decide } from './decide.js';
import type { Step } from './decide.js';
import { contentOf } from '../transfer/local-files.js';
import type { LocalFile } from '../transfer/local-files.js';
import type { RemoteFile } from '../transfer/remote-files.js';

/** What is to be done with a file, given its row and what Drive has. */
export async function stepFor(
  deps: { db: Database; store: ArtifactStore },
  row: DriveFile,
  file: LocalFile,
  there: RemoteFile | null,
): Promise<Step> {
  const differs = there !== null && there.md5 !== row.syncedMd5 && row.state !== 'left-out';
  const md5 = differs ? (await contentOf(deps, row.bookId, file)).md5 : null;
  const known = {
    kind: driveFileKind.parse(row.kind),
    syncedKey: row.syncedKey,
    syncedMd5: row.syncedMd5,
    conflict: driveConflict.nullable().parse(row.conflict),
    choice: driveChoice.nullable().parse(row.choice),
    leftOut: row.state === 'left-out',
    remoteMd5: row.remoteMd5,
  };
  return decide({ ...file, md5 }, known, there);
}

/** Nothing is left to be chosen. */
export const RESOLVED_FILE = { conflict: null, choice: null, message: null, remoteMd5: null };

/** The row of a file with nothing to transfer: it is in sync, or waits for its author. */
export function restingRow(step: Step, file: LocalFile, there: RemoteFile | null) {
  switch (step.do) {
    case 'adopt':
      return (
        there && {
          ...RESOLVED_FILE,
          state: 'synced',
          syncedKey: file.key,
          syncedMd5: there.md5,
          session: null,
          syncedAt: new Date(),
        }
      );
    case 'wait':
      return { state: 'conflict', conflict: step.conflict, remoteMd5: there?.md5 ?? null };
    default:
      return null;
  }
}
