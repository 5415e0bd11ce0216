import type { Client } from '@temporalio/client';
import type { Provider } from '#contracts/book.js';
import { storyForm } from '#contracts/book.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { bookFilesOf } from '#books/file-state.js';
import { insertJob } from '#jobs/insert-job.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { runActivity } from '../run-activity.js';

export interface FileDeps {
  db: Database;
  client: Client;
  /** The deployment takes payments: the free plan's files have a watermark. */
  billing: boolean;
  defaultProvider: Provider;
}

/** At once; more are for the next round. */
const BATCH = 100;
/** A book that another job works on, or whose files are being recreated, is checked again after this time. */
const LATER_SECONDS = 30;
/** Jobs for one change; after that the author decides. */
const MAX_ATTEMPTS = 3;

type Due = Prisma.FileRecreationGetPayload<{
  include: { book: { include: { owner: { select: { verifiedAt: true; closedAt: true } } } } };
}>;

/** Recreates files of books whose authors want that without being asked. */
export const createFileActivities = (deps: FileDeps) => ({
  /** Starts a job for every book that is due and whose files are older than the book. Gives how many. Safe to repeat. */
  recreateFiles: (): Promise<number> =>
    runActivity(async () => {
      const due = await deps.db.$queryRaw<{ bookId: string }[]>`
        SELECT "bookId" FROM "FileRecreation" WHERE "dueAt" <= clock_timestamp() ORDER BY "dueAt" LIMIT ${BATCH}`;
      let started = 0;
      for (const { bookId } of due) {
        const row = await deps.db.fileRecreation.findUnique({
          where: { bookId },
          include: { book: { include: { owner: { select: { verifiedAt: true, closedAt: true } } } } },
        });
        if (row && (await recreate(deps, row))) started += 1;
      }
      return started;
    }),
});

async function recreate(deps: FileDeps, row: Due): Promise<boolean> {
  const { db } = deps;
  const active = { bookId: row.bookId, kind: { not: 'sync-drive' }, endedAt: null };
  if ((await db.job.count({ where: active })) > 0) {
    await postpone(db, row, row.attempts);
    return false;
  }
  if (row.attempts >= MAX_ATTEMPTS || !isWanted(row) || !(await isOutdated(deps, row))) {
    await forget(db, row);
    return false;
  }
  // the row stays until the files are seen to be current: a job that ends without them is followed by another
  return (await postpone(db, row, row.attempts + 1)) && startExport(deps, row);
}

async function isOutdated({ db, billing }: FileDeps, { bookId, book }: Due): Promise<boolean> {
  const files = (await bookFilesOf(db, [book], billing)).get(bookId);
  if (!files?.changed.some((change) => change !== 'mark')) return false;
  const drawn = { bookId, number: { gt: COVER_PAGE }, current: { gt: 0 }, state: 'drawn' } as const;
  return (await db.page.count({ where: drawn })) > 0;
}

const isWanted = ({ book }: Due): boolean =>
  book.recreateFiles && !book.deletedAt && !book.owner.closedAt && book.owner.verifiedAt !== null;

async function startExport({ db, client, billing, defaultProvider }: FileDeps, { book }: Due): Promise<boolean> {
  const id = newId();
  const { ownerId, title } = book;
  const ask = { kind: 'export-book', bookId: book.id } as const;
  const provider = storyForm.parse(book.form).provider ?? defaultProvider;
  if (!(await insertJob(db, { id, ownerId, ask, provider, billing }))) return false;
  // should Temporal be away, the job stays queued and the watchdog starts it
  const { priority } = await db.job.findUniqueOrThrow({ where: { id }, select: { priority: true } });
  await startJobWorkflow(client, { id, kind: ask.kind, ownerId, title, priority }).catch(() => undefined);
  return true;
}

/** By the database's clock, as the triggers do. False when a change came meanwhile: it has set another time, which stays. */
async function postpone(db: Database, { bookId, dueAt }: Due, attempts: number): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "FileRecreation" SET "dueAt" = clock_timestamp() + ${LATER_SECONDS} * interval '1 second', attempts = ${attempts}
    WHERE "bookId" = ${bookId}::uuid AND "dueAt" = ${dueAt}`;
  return count > 0;
}

async function forget(db: Database, { bookId, dueAt }: Due): Promise<void> {
  await db.fileRecreation.deleteMany({ where: { bookId, dueAt } });
}
