import { z } from 'zod';
import { fileChange } from './files.js';

const moment = z.iso.datetime();

/** `reconnect`: the grant is no longer valid, the author has to connect again. `full`: their Drive has no free space. */
export const CONNECTION_STATES = ['connected', 'reconnect', 'full'] as const;
export const connectionState = z.enum(CONNECTION_STATES);
export type ConnectionState = z.infer<typeof connectionState>;

export const SYNC_SCHEDULES = ['off', 'hourly', 'daily'] as const;
export const syncSchedule = z.enum(SYNC_SCHEDULES);
export type SyncSchedule = z.infer<typeof syncSchedule>;

export const DRIVE_FILE_KINDS = ['interior', 'cover', 'page', 'manifest'] as const;
export const driveFileKind = z.enum(DRIVE_FILE_KINDS);
export type DriveFileKind = z.infer<typeof driveFileKind>;

/** `conflict` waits for its author's choice; `left-out` is what they chose not to have in Drive. */
export const DRIVE_FILE_STATES = ['waiting', 'uploading', 'downloading', 'synced', 'conflict', 'left-out'] as const;
export const driveFileState = z.enum(DRIVE_FILE_STATES);
export type DriveFileState = z.infer<typeof driveFileState>;

/**
 * `both-changed`: edited here and in Drive. `unreadable`: what lies in Drive now is no picture that can be printed.
 * `edited`: a file that is only written by us was edited in Drive. `gone`: put into the trash or deleted there.
 * `refused`: Google does not let us read or write this one file.
 */
export const DRIVE_CONFLICTS = ['both-changed', 'unreadable', 'edited', 'gone', 'refused'] as const;
export const driveConflict = z.enum(DRIVE_CONFLICTS);
export type DriveConflict = z.infer<typeof driveConflict>;

export const DRIVE_CHOICES = ['keep-mine', 'keep-drive', 'keep-both', 'leave-out'] as const;
export const driveChoice = z.enum(DRIVE_CHOICES);
export type DriveChoice = z.infer<typeof driveChoice>;

/** What can be chosen. `keep-mine` puts the book's own file into Drive, again if need be. */
export const CHOICES_OF: Record<DriveConflict, readonly DriveChoice[]> = {
  'both-changed': ['keep-mine', 'keep-drive', 'keep-both'],
  unreadable: ['keep-mine', 'leave-out'],
  edited: ['keep-mine', 'leave-out'],
  gone: ['keep-mine', 'leave-out'],
  refused: ['keep-mine', 'leave-out'],
};

export const driveConnectionView = z
  .object({
    available: z.boolean().meta({ description: 'Google is set up on this deployment' }),
    sandbox: z.boolean(),
    connection: z
      .object({
        email: z.string(),
        state: connectionState,
        message: z.string().nullable().meta({ description: 'Why it needs its author' }),
        schedule: syncSchedule,
        folderUrl: z.url().nullable(),
        lastSyncAt: moment.nullable(),
        connectedAt: moment,
      })
      .nullable(),
  })
  .meta({ id: 'DriveConnection' });
export type DriveConnectionView = z.infer<typeof driveConnectionView>;

export const connectDrive = z.object({ url: z.url().meta({ description: 'Google’s consent page' }) });
export const patchDriveConnection = z.strictObject({ schedule: syncSchedule });
export type PatchDriveConnection = z.infer<typeof patchDriveConnection>;

/** Outcome of Google's consent page, as a parameter of the console: `/drive?outcome=…`. */
export const CONNECT_OUTCOMES = ['connected', 'denied', 'partial', 'expired', 'misconfigured', 'failed'] as const;
export type ConnectOutcome = (typeof CONNECT_OUTCOMES)[number];

export const driveBookView = z
  .object({
    bookId: z.uuid(),
    title: z.string(),
    on: z.boolean(),
    folderUrl: z.url().nullable(),
    files: z.object({ total: z.int(), synced: z.int(), conflicts: z.int() }),
    jobId: z.uuid().nullable().meta({ description: 'The sync that is under way or waits' }),
    jobState: z.string().nullable(),
    message: z.string().nullable(),
    lastSyncAt: moment.nullable(),
    outdated: z.boolean().meta({ description: 'Its print files are older than the book' }),
  })
  .meta({ id: 'DriveBook' });
export type DriveBookView = z.infer<typeof driveBookView>;
export const putDriveBook = z.strictObject({ on: z.boolean() });
export type PutDriveBook = z.infer<typeof putDriveBook>;

export const driveFileView = z
  .object({
    id: z.uuid(),
    bookId: z.uuid(),
    kind: driveFileKind,
    page: z.int().nullable().meta({ description: 'Of a page’s picture; 0 is the cover’s' }),
    name: z.string(),
    state: driveFileState,
    size: z.int().meta({ description: 'Bytes' }),
    sent: z.int().meta({ description: 'Bytes that Google has acknowledged' }),
    conflict: driveConflict.nullable(),
    choices: z.array(driveChoice),
    message: z.string().nullable(),
    url: z.url().nullable().meta({ description: 'The file in Drive' }),
    syncedAt: moment.nullable(),
    changed: z
      .array(fileChange)
      .meta({ description: 'Of a print file: what of the book has changed since it was made' }),
  })
  .meta({ id: 'DriveFile' });
export type DriveFileView = z.infer<typeof driveFileView>;

const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
export const listDriveBooks = z.strictObject(page);
export type ListDriveBooks = z.infer<typeof listDriveBooks>;
export const listDriveFiles = z.strictObject({
  ...page,
  bookId: z.uuid().optional(),
  state: driveFileState.optional(),
});
export type ListDriveFiles = z.infer<typeof listDriveFiles>;

export const resolveDriveFile = z.strictObject({ choice: driveChoice });
export type ResolveDriveFile = z.infer<typeof resolveDriveFile>;
