import { batchKind } from '#contracts/batches.js';
import type { BatchKind } from '#contracts/batches.js';
import { storyForm } from '#contracts/book.js';
import type { Provider } from '#contracts/book.js';
import { COVER_PAGE, jobKind } from '#contracts/jobs.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { BatchTake } from '#contracts/work.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { BookInTrash, insertJobIn } from '#jobs/insert-job.js';
import { QuotaExceeded } from '#jobs/limits.js';
import { WORKFLOW_OF } from '#temporal/start/start-job.js';
import { lockBatch, openBatch } from './lock-batch.js';
import type { BatchRun } from './lock-batch.js';

export interface BatchDeps {
  db: Database;
  /** The deployment takes payments: plans have limits. */
  billing: boolean;
  defaultProvider: Provider;
  /** A key of OpenAI's is set up. */
  openai: boolean;
}

type Item = Prisma.BatchItemGetPayload<{ include: { book: true; batch: true } }>;

/** Why a book of a batch has no job. */
class NotPossible extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Commits the jobs of the next books, up to `count`. A book that can't be worked on is a failed item with the reason; it
 * takes no place. Safe to repeat: an item's job has its id from the start, and one that a try before this one took and could
 * not tell of any more is not among the `open` ones, and is given again. A run whose batch has ended, or has begun anew,
 * gets none.
 */
export async function takeItems(deps: BatchDeps, run: BatchRun, count: number, open: string[]): Promise<BatchTake> {
  const { db } = deps;
  const jobs: BatchTake['jobs'] = [];
  const untaken = () => ({
    batchId: run.batchId,
    batch: openBatch(run),
    OR: [{ state: 'waiting' }, { state: 'running', jobId: { notIn: [...open, ...jobs.map(({ id }) => id)] } }],
  });
  while (jobs.length < count) {
    const items = await db.batchItem.findMany({
      where: untaken(),
      orderBy: { position: 'asc' },
      include: { book: true, batch: true },
      take: count - jobs.length,
    });
    if (items.length === 0) break;
    for (const item of items) {
      const taken = await take(deps, run, item);
      if (taken) jobs.push(taken);
    }
  }
  return { jobs, left: await db.batchItem.count({ where: untaken() }) };
}

async function take(deps: BatchDeps, run: BatchRun, item: Item): Promise<BatchTake['jobs'][number] | null> {
  try {
    return await deps.db.$transaction(async (tx) => {
      if (!(await isUntaken(tx, run, item))) return null;
      return await takeIn(tx, deps, item);
    });
  } catch (error) {
    const why = possible(error);
    if (!(why instanceof NotPossible)) throw error;
    await deps.db.$transaction(async (tx) => {
      if (!(await isUntaken(tx, run, item))) return;
      await tx.batchItem.update({
        where: keyOf(item),
        data: { state: 'failed', code: why.code, message: why.message },
      });
    });
    return null;
  }
}

const keyOf = ({ batchId, position }: Item) => ({ batchId_position: { batchId, position } });

/** Until the transaction ends: a try that was suspended until the batch was canceled makes no job any more. */
async function isUntaken(tx: Connection, run: BatchRun, { batchId, position, jobId }: Item): Promise<boolean> {
  if (!(await lockBatch(tx, run))) return false;
  return (await tx.batchItem.count({ where: { batchId, position, jobId, state: { in: ['waiting', 'running'] } } })) > 0;
}

/** The job and its item together: a running item without a job would be waited for by a later run. */
async function takeIn(tx: Connection, deps: BatchDeps, item: Item): Promise<BatchTake['jobs'][number]> {
  const { jobId, book } = item;
  const select = { state: true, kind: true, priority: true } as const;
  const known = await tx.job.findUnique({ where: { id: jobId }, select });
  if (!known) await insert(tx, deps, item);
  const job = known ?? (await tx.job.findUniqueOrThrow({ where: { id: jobId }, select }));
  await tx.batchItem.update({ where: keyOf(item), data: { state: 'running', code: null, message: null } });
  return {
    id: jobId,
    workflow: WORKFLOW_OF[jobKind.parse(job.kind)],
    title: book.title,
    priority: job.priority,
    isNew: known?.state !== 'needs-attention',
  };
}

/** Why the book has no job, where its author can do something about it; else the error as it was. */
function possible(error: unknown): unknown {
  if (error instanceof QuotaExceeded) return new NotPossible('quota-exceeded', error.message);
  return error instanceof BookInTrash ? new NotPossible('book-gone', 'This book has been deleted.') : error;
}

async function insert(
  tx: Connection,
  { billing, defaultProvider, openai }: BatchDeps,
  { jobId, book, batch }: Item,
): Promise<void> {
  if (book.deletedAt) throw new BookInTrash();
  const ask = await jobRequest(tx, batchKind.parse(batch.kind), batch.ownerId, book.id);
  const provider = storyForm.parse(book.form).provider ?? defaultProvider;
  if (provider === 'openai' && !openai)
    throw new NotPossible('provider-not-set-up', 'No OpenAI key is set up here; choose another artist for this book.');
  const made = await insertJobIn(tx, { id: jobId, ownerId: batch.ownerId, ask, provider, billing });
  if (!made) throw new NotPossible('job-active', 'Another job is working on this book already.');
}

async function jobRequest(db: Connection, kind: BatchKind, ownerId: string, bookId: string): Promise<CreateJob> {
  if (kind === 'sync-drive') {
    await enableDriveSync(db, ownerId, bookId);
    return { kind, bookId };
  }
  if (kind === 'generate') return { kind: 'generate-book', bookId };
  const pages = await db.page.findMany({
    where: { bookId },
    select: { number: true, locked: true, current: true },
    orderBy: { number: 'asc' },
  });
  if (kind === 'export') {
    if (!pages.some(({ number, current }) => number > COVER_PAGE && current > 0))
      throw new NotPossible('nothing-to-print', 'No page of this book is drawn yet.');
    return { kind: 'export-book', bookId };
  }
  const free = pages.filter(({ locked }) => !locked).map(({ number }) => number);
  if (free.length === 0) throw new NotPossible('page-locked', 'All pages of this book are locked.');
  return { kind: 'generate-book', bookId, pages: free };
}

/** A book that is exported to Drive stays in sync there. */
async function enableDriveSync(db: Connection, ownerId: string, bookId: string): Promise<void> {
  const connection = await db.driveConnection.findUnique({ where: { ownerId }, select: { id: true, state: true } });
  if (!connection || connection.state === 'reconnect')
    throw new NotPossible('drive-not-connected', 'Connect your Google Drive first, on the page Drive.');
  await db.driveBook.upsert({
    where: { bookId },
    create: { bookId, connectionId: connection.id, changed: true },
    update: { on: true, changed: true },
  });
}
