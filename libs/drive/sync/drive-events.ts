import { driveFileKind, driveFileState } from '#contracts/drive.js';
import type { Connection } from '#database/database.js';
import type { DriveFile } from '#database/generated/client.js';
import { appendEvent } from '#events/event-log.js';

/** Page number of a file that is no page's. */
export const NO_PAGE = -1;

/** Not about a job: the author's connection to Drive, or what lies there, is another now. */
export const publishDriveEvent = (db: Connection, userId: string): Promise<void> =>
  appendEvent(db, { id: userId, ownerId: userId }, { type: 'drive.changed' });

export const publishDriveFileEvent = (
  db: Connection,
  job: { id: string; ownerId: string },
  file: DriveFile,
): Promise<void> =>
  appendEvent(db, job, {
    type: 'drive.file',
    fileId: file.id,
    kind: driveFileKind.parse(file.kind),
    page: file.page === NO_PAGE ? null : file.page,
    state: driveFileState.parse(file.state),
    size: Number(file.size),
    sent: Number(file.sent),
  });
