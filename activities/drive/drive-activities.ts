import type { Client } from '@temporalio/client';
import type { Context } from '@temporalio/activity';
import { z } from 'zod';
import { DriveAccount } from '#drive/connection/rate-limits.js';
import type { DriveDeps } from '#drive/connection/rate-limits.js';
import { changedHere } from '#drive/sync/local-changes.js';
import { transferFile, transferManifest } from '#drive/transfer/transfer-file.js';
import { clearFault, recordOperatorFailure } from '#drive/connection/operator-failure.js';
import type { TransferredFile, FileTransfer } from '#drive/transfer/file-transfer.js';
import { statusOf } from '#drive/connection/drive-failure.js';
import { publishDriveEvent } from '#drive/sync/drive-events.js';
import { bookFolder } from '#drive/transfer/folders.js';
import { planSync } from '#drive/sync/plan-sync.js';
import { readChanges, startOfChanges } from '#drive/sync/read-changes.js';
import { markChanged, startBookSyncs, wakeParkedSyncs } from '#drive/sync/start-syncs.js';
import type { SyncPlan } from '#contracts/work.js';
import type { Connection, Database } from '#database/database.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { appendEvents } from '#events/event-log.js';
import { enterStep, moveJobIn } from '#jobs/job-record.js';
import { lockOpenJob } from '#jobs/lock-job.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { runActivity } from '../run-activity.js';
import type { Heartbeat } from '../run-activity.js';

/** Files in one activity: few enough that a canceled sync ends soon, many enough that a history stays short. */
const BATCH = 8;
/** Google's "slow down" may mean a daily limit: after this many attempts the job needs attention. */
const MAX_SLOW_DOWNS = 8;

export interface DriveActivityDeps {
  db: Database;
  store: ArtifactStore;
  client: Client;
  /** Null: Google is not set up here. */
  drive: Omit<DriveDeps, 'db'> | null;
}

interface BookOnDrive {
  job: { id: string; ownerId: string; bookId: string };
  account: DriveAccount;
  drive: Omit<DriveDeps, 'db'>;
}

/** The progress in a heartbeat; of another version's heartbeat nothing is used. */
const transferredFile = z.object({
  fileId: z.string(),
  key: z.string(),
  sessionUri: z.string(),
  offset: z.number(),
}) satisfies z.ZodType<TransferredFile>;

/** Carrying books to Google Drive and back. */
export const createDriveActivities = (deps: DriveActivityDeps) => ({
  /** Ensures the folder and records which files to transfer. */
  planSync: ({ jobId }: { jobId: string }): Promise<SyncPlan> =>
    onDrive(deps, jobId, async ({ job, account }) => {
      await enterStep(deps.db, jobId, 'drive');
      await bookFolder(deps.db, account, job.bookId);
      const files = await planSync(deps, account, job.bookId);
      await recordFiles(deps.db, job);
      const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, at) =>
        files.slice(at * BATCH, (at + 1) * BATCH),
      );
      return { batches };
    }),

  carryFiles: ({ jobId, files }: { jobId: string; files: string[] }): Promise<void> =>
    onDrive(deps, jobId, async (book, context, say) => {
      const folderId = await bookFolder(deps.db, book.account, book.job.bookId);
      for (const fileId of files) {
        context.cancellationSignal.throwIfAborted();
        await transferFile(fileTransfer(deps, book, context, say), fileId, folderId);
        await recordFiles(deps.db, book.job);
      }
    }),

  carryManifest: ({ jobId }: { jobId: string }): Promise<void> =>
    onDrive(deps, jobId, async (book, context, say) => {
      const folderId = await bookFolder(deps.db, book.account, book.job.bookId);
      await transferManifest(fileTransfer(deps, book, context, say), book.job.bookId, folderId);
    }),

  finishSync: ({ jobId }: { jobId: string }): Promise<void> =>
    runActivity(async () => {
      const { db, client } = deps;
      const job = await db.job.findUniqueOrThrow({ where: { id: jobId }, select: { ownerId: true, bookId: true } });
      await db.$transaction((tx) => endSync(tx, jobId, job));
      const book = await db.driveBook.findFirst({ where: { bookId: job.bookId, changed: true } });
      if (book) await startBookSyncs({ db, client, connectionId: book.connectionId, ownerId: job.ownerId });
    }),

  /**
   * Reads what was changed in a Drive, and here, and has the books concerned synced; only then is the new place in the
   * feed stored.
   * True when there is more to read.
   */
  followChanges: ({ connectionId, everything }: { connectionId: string; everything: boolean }): Promise<boolean> =>
    runActivity(async (context) => {
      const { db, client, drive } = deps;
      const connection = drive && (await db.driveConnection.findUnique({ where: { id: connectionId } }));
      if (!connection || connection.state === 'reconnect') return false;
      const account = new DriveAccount({ db, ...drive }, connectionId);
      return limited(db, context, account, async () => {
        const start = { db, client, connectionId, ownerId: connection.ownerId };
        if (connection.state === 'full') await wakeParkedSyncs(start);
        const from = connection.changeToken ?? (await startOfChanges(account));
        const changes = await readChanges(db, account, from).catch((error: unknown) => placeForgotten(error, account));
        const all = everything || connection.changeToken === null || changes.bookIds === null;
        await markChanged(db, connectionId, all ? 'all' : changes.bookIds);
        if (!all) await markChanged(db, connectionId, await changedHere(db, connectionId));
        await startBookSyncs(start);
        await db.driveConnection.updateMany({ where: { id: connectionId }, data: { changeToken: changes.nextToken } });
        return changes.hasMore;
      });
    }),
});

async function endSync(tx: Connection, jobId: string, job: { ownerId: string; bookId: string }): Promise<void> {
  const { ownerId, bookId } = job;
  const now = new Date();
  if (!(await moveJobIn(tx, jobId, 'completed'))) return; // a retry, or ended otherwise: a newer sync reports the rest
  await tx.driveBook.updateMany({ where: { bookId }, data: { lastSyncAt: now } });
  await tx.driveConnection.updateMany({ where: { ownerId }, data: { lastSyncAt: now } });
  // the Drive has free space again once nothing waits for it; a book with nothing to send proves nothing
  const waiting = await tx.job.count({ where: { ownerId, kind: 'sync-drive', endedAt: null, code: 'drive-full' } });
  if (waiting === 0)
    await tx.driveConnection.updateMany({
      where: { ownerId, state: 'full' },
      data: { state: 'connected', message: null },
    });
  await publishDriveEvent(tx, ownerId);
}

/** Google keeps the change feed for a limited time; an expired cursor means a full sync and a new cursor. */
async function placeForgotten(error: unknown, account: DriveAccount) {
  const tooLate =
    error instanceof PermanentFailure &&
    error.code === 'drive-refused' &&
    [400, 404, 410].includes(statusOf(error.cause));
  if (!tooLate) throw error;
  return { bookIds: null, nextToken: await startOfChanges(account), hasMore: false };
}

/** Runs an activity's body for a job's book and its author's Drive. */
function onDrive<T>(
  deps: DriveActivityDeps,
  jobId: string,
  body: (book: BookOnDrive, context: Context, say: Heartbeat) => Promise<T>,
): Promise<T> {
  return runActivity(async (context, say) => {
    const { db, drive } = deps;
    const job = await db.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { id: true, ownerId: true, bookId: true, book: { select: { driveBook: true } } },
    });
    const { driveBook } = job.book;
    if (!driveBook)
      throw new PermanentFailure('drive-left', 'This book’s author keeps it in no Google Drive any more.');
    if (!drive) {
      const fault = 'Google Drive is not set up here any more: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are missing.';
      await recordOperatorFailure(db, { id: driveBook.connectionId }, fault);
      throw new TransientFailure('drive-misconfigured', fault);
    }
    const account = new DriveAccount({ db, ...drive }, driveBook.connectionId);
    return limited(db, context, account, () => body({ job, account, drive }, context, say));
  });
}

/** What a failure means for the whole connection, and an end of patience with "slow down". */
async function limited<T>(db: Database, context: Context, account: DriveAccount, body: () => Promise<T>): Promise<T> {
  try {
    const result = await body();
    await clearFault(db, account.connectionId);
    return result;
  } catch (error) {
    if (error instanceof TransientFailure && error.code === 'drive-misconfigured')
      await recordOperatorFailure(db, { id: account.connectionId }, error.message);
    if (error instanceof PermanentFailure && error.code === 'drive-full') await account.park('full', error.message);
    if (error instanceof PermanentFailure && error.code === 'drive-reconnect')
      await account.park('reconnect', error.message);
    if (
      error instanceof TransientFailure &&
      error.code === 'drive-rate-limited' &&
      context.info.attempt >= MAX_SLOW_DOWNS
    )
      throw new PermanentFailure(
        'drive-refused',
        'Google Drive keeps slowing us down, perhaps for the day. Try again later.',
        {
          cause: error,
        },
      );
    throw error;
  }
}

function fileTransfer(
  { db, store }: DriveActivityDeps,
  { job, account, drive }: BookOnDrive,
  context: Context,
  say: Heartbeat,
): FileTransfer {
  const last = transferredFile.safeParse(context.info.heartbeatDetails).data;
  return {
    db,
    store,
    google: drive.google,
    vault: drive.vault,
    account,
    job,
    signal: context.cancellationSignal,
    heartbeat: say,
    lastState: (fileId, key) => (last?.fileId === fileId && last.key === key ? last : null),
  };
}

/** How many of the book's files are the same here and there. */
async function recordFiles(db: Database, job: BookOnDrive['job']): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    const counted = await tx.driveFile.groupBy({
      by: ['state'],
      where: { bookId: job.bookId, kind: { not: 'manifest' }, state: { not: 'left-out' } },
      _count: true,
    });
    const total = counted.reduce((sum, each) => sum + each._count, 0);
    const done = counted.find(({ state }) => state === 'synced')?._count ?? 0;
    await tx.job.update({ where: { id: job.id }, data: { done, total } });
    await appendEvents(tx, job, [{ type: 'job.progress', done, total }]);
  });
}
