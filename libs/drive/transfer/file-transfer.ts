import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { DriveAccount } from '../connection/rate-limits.js';
import { publishDriveFileEvent } from '../sync/drive-events.js';
import type { Google } from '../connection/google.js';
import type { UploadState } from './resumable-upload.js';
import type { Vault } from '../connection/token-vault.js';

/** Progress of a file's upload, and the content that it sends. */
export type TransferredFile = { fileId: string; key: string } & UploadState;

/** Dependencies and context of a file transfer. */
export interface FileTransfer {
  db: Database;
  store: ArtifactStore;
  google: Google;
  vault: Vault;
  account: DriveAccount;
  job: { id: string; ownerId: string };
  signal: AbortSignal;
  /** Sends a heartbeat with the progress. */
  heartbeat(state: TransferredFile): void;
  /** Progress of the last attempt, if it was about this content of this file. */
  lastState(fileId: string, key: string): UploadState | null;
}

/** Changes a file's row and notifies its author. */
export async function note(
  { db, job }: Pick<FileTransfer, 'db' | 'job'>,
  fileId: string,
  data: Parameters<Database['driveFile']['update']>[0]['data'],
): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await tx.driveFile.update({ where: { id: fileId }, data });
    await publishDriveFileEvent(tx, job, row);
  });
}
