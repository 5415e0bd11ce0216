import type { Database } from '#database/database.js';
import type { DriveAccount } from '../connection/rate-limits.js';
import type { DriveFile } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { NO_PAGE } from '../sync/drive-events.js';
import { FileRefused } from '../connection/drive-failure.js';
import { contentOf, localFiles, manifestOf } from './local-files.js';
import type { LocalFile } from './local-files.js';
import { newRemoteId, remoteFile, remoteFilesOf } from './remote-files.js';
import type { RemoteFile } from './remote-files.js';
import { RESOLVED_FILE, restingRow, stepFor } from '../sync/file-step.js';
import { TokenRefused, uploadResumable, uploadState } from './resumable-upload.js';
import type { UploadState } from './resumable-upload.js';
import { note } from './file-transfer.js';
import type { FileTransfer } from './file-transfer.js';
import { takePicture } from './import-picture.js';

const SESSION = 'drive-session';
/** Progress is published at most this often. */
const PROGRESS_INTERVAL_MS = 500;

/**
 * Sends one file to Drive or fetches it from there, whatever is due by now. Safe to repeat. A file that Google does not let
 * us use waits for its author, and the others go on.
 */
export async function transferFile(transfer: FileTransfer, fileId: string, folderId: string): Promise<void> {
  const row = await transfer.db.driveFile.findUniqueOrThrow({ where: { id: fileId } });
  await orWaits(transfer, row, () => applyStep(transfer, row, folderId));
}

async function orWaits(transfer: FileTransfer, { id, bookId }: DriveFile, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const { remoteId } = await transfer.db.driveFile.findUniqueOrThrow({ where: { id } });
    // the list covers even files that may not be opened
    const there = (await remoteFilesOf(transfer.account, bookId)).find((each) => each.id === remoteId);
    await note(transfer, id, { ...REFUSED, message: error.message, remoteMd5: there?.md5 ?? null });
  }
}

const REFUSED = { state: 'conflict', conflict: 'refused', choice: null, session: null, sessionKey: null, sent: 0n };

async function applyStep(transfer: FileTransfer, row: DriveFile, folderId: string): Promise<void> {
  const { db, account } = transfer;
  const file = await localFile(db, row);
  if (!file) return; // the page is not shown any more; the next sync sees the rest
  const there = row.remoteId ? await remoteFile(account, row.remoteId) : null;
  const step = await stepFor(transfer, row, file, there);
  const resting = restingRow(step, file, there);
  if (resting) await note(transfer, row.id, resting);
  else if (step.do === 'upload') await upload(transfer, row, file, folderId, there);
  else if (step.do === 'download' && there) {
    await takePicture(transfer, row, there, step.show);
    // theirs is kept beside ours by now, so that ours may take its place in Drive
    if (!step.show) await transferFile(transfer, row.id, folderId);
  }
}

/** Writes what lies in the folder into a file beside it. */
export async function transferManifest(transfer: FileTransfer, bookId: string, folderId: string): Promise<void> {
  const { db, account } = transfer;
  const { file } = await manifestOf(db, bookId);
  await db.driveFile.createMany({
    data: [{ id: newId(), bookId, kind: 'manifest', page: NO_PAGE, name: file.name }],
    skipDuplicates: true,
  });
  const where = { bookId_kind_page: { bookId, kind: 'manifest', page: NO_PAGE } };
  const row = await db.driveFile.findUniqueOrThrow({ where });
  const there = row.remoteId
    ? await remoteFile(account, row.remoteId)
    : ((await remoteFilesOf(account, bookId)).find(({ properties }) => properties['kind'] === 'manifest') ?? null);
  const step = await stepFor(transfer, row, file, there);
  const resting = restingRow(step, file, there);
  if (resting) await note(transfer, row.id, { ...resting, ...(there ? { remoteId: there.id } : {}) });
  else if (step.do === 'upload') await orWaits(transfer, row, () => upload(transfer, row, file, folderId, there));
}

async function localFile(db: Database, row: DriveFile): Promise<LocalFile | null> {
  const files = await localFiles(db, row.bookId);
  return files.find(({ kind, page }) => kind === row.kind && page === row.page) ?? null;
}

async function upload(
  transfer: FileTransfer,
  row: DriveFile,
  file: LocalFile,
  folderId: string,
  there: RemoteFile | null,
): Promise<void> {
  const { google, account, vault, signal } = transfer;
  const content = await contentOf(transfer, row.bookId, file);
  const remoteId = there?.id ?? row.remoteId ?? (await newRemoteId(account));
  const started = { remoteId, state: 'uploading', size: BigInt(content.size) };
  // before the first byte: a resumed upload sends to the same file
  await note(transfer, row.id, row.sessionKey === file.key ? started : { ...started, sent: 0n, session: null });
  const marks = {
    book: row.bookId,
    kind: row.kind,
    key: file.key.slice(0, 64),
    ...(row.page === NO_PAGE ? {} : { page: String(row.page) }),
  };
  const progress = new Pace(PROGRESS_INTERVAL_MS);
  let latest = await stateOf(transfer, row.id, file.key);
  const uploaded = await account
    .withToken(
      (token) =>
        uploadResumable({
          method: there ? 'PATCH' : 'POST',
          url: there ? `${google.uploadUrl}/${remoteId}` : google.uploadUrl,
          metadata: there
            ? { appProperties: marks }
            : { id: remoteId, name: file.name, parents: [folderId], appProperties: marks },
          content,
          state: latest,
          token,
          signal,
          beforeLast: () => checkUnchanged(account, there),
          onState: async (state) => {
            latest = state;
            transfer.heartbeat({ fileId: row.id, key: file.key, ...state });
            const isFirst = state.offset === 0;
            if (isFirst || progress.isDue())
              await note(transfer, row.id, {
                sent: BigInt(state.offset),
                session: vault.seal(JSON.stringify(state), SESSION),
                sessionKey: file.key,
              });
          },
        }),
      (error) => error instanceof TokenRefused,
    )
    .catch(async (error: unknown) => {
      // created by an attempt whose response was lost: it exists, and the next attempt finds it
      if (
        !there &&
        error instanceof PermanentFailure &&
        error.code === 'drive-refused' &&
        (await remoteFile(account, remoteId))
      )
        throw new TransientFailure('drive-unavailable', 'The file has arrived meanwhile.', { cause: error });
      throw error;
    });
  if (uploaded.md5Checksum !== content.md5) {
    if (!there) await account.run((drive) => drive.files.delete({ fileId: remoteId, supportsAllDrives: true }));
    // a new file is deleted, and its id with it; what was damaged in a file's place is ours, and ours to replace
    const again = there ? { choice: 'keep-mine', remoteMd5: uploaded.md5Checksum } : { remoteId: null };
    await note(transfer, row.id, { ...again, session: null, sessionKey: null, sent: 0n });
    throw new TransientFailure('drive-unavailable', `“${file.name}” arrived damaged in Drive; it is sent again.`);
  }
  await note(transfer, row.id, {
    ...RESOLVED_FILE,
    state: 'synced',
    name: uploaded.name,
    sent: BigInt(content.size),
    syncedKey: file.key,
    syncedMd5: content.md5,
    session: null,
    sessionKey: null,
    syncedAt: new Date(),
  });
}

/** Progress of an earlier attempt at the same content; the byte offset itself comes from Google. */
async function stateOf(
  { db, vault, lastState }: FileTransfer,
  fileId: string,
  key: string,
): Promise<UploadState | null> {
  const row = await db.driveFile.findUniqueOrThrow({ where: { id: fileId } });
  if (row.sessionKey !== key || !row.session) return null;
  const last = lastState(fileId, key);
  const session = vault.open(row.session, SESSION);
  return last ?? (session === null ? null : uploadState.parse(JSON.parse(session)));
}

/** A large file takes its time: what its author did to it in Drive meanwhile is seen before the last bytes replace it. */
async function checkUnchanged(account: DriveAccount, there: RemoteFile | null): Promise<void> {
  if (!there) return;
  const now = await remoteFile(account, there.id);
  if (now?.md5 !== there.md5)
    throw new TransientFailure(
      'drive-unavailable',
      `“${there.name}” was changed in Drive meanwhile; it is looked at again.`,
    );
}

/** True at most once in a while. */
class Pace {
  private last = Date.now();
  constructor(private readonly everyMs: number) {}

  isDue(): boolean {
    const due = Date.now() - this.last >= this.everyMs;
    if (due) this.last = Date.now();
    return due;
  }
}
