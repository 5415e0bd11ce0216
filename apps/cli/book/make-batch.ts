import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchItemView, BatchView } from '#contracts/batches.js';
import type { CreateBook } from '#contracts/books.js';
import type { ApiClient } from '../api-client.js';
import { MAX_LIST_BYTES, parseBatchList } from './batch-list.js';
import { BadUsage } from './book-options.js';
import type { Choice } from './interruption.js';
import { retrying } from './retrying.js';
import { type SavedFile, saveFile } from './save-artifact.js';

/** A list that was read and checked whole. */
export interface BatchList {
  books: CreateBook[];
  /** Idempotency key: the same list resumes the same books. */
  key: string;
}

export interface MadeBatch {
  batch: BatchView;
  zip: Omit<SavedFile, 'pages'> | null;
  /** Books without files. */
  failed: BatchItemView[];
  /** The user left; the batch continues. */
  left: boolean;
}

export interface BatchWatcher {
  creating(done: number, total: number): void;
  changed(batch: BatchView): void;
  lost(): void;
  decided: Promise<Choice>;
}

const POLL_INTERVAL_MS = 1_000;
/** Covers a restart of the API and an exhausted rate limit. */
const PATIENCE_MS = 5 * 60_000;
const FAILED_STATES = ['failed', 'parked', 'canceled'] as const;

/** Throws `BadUsage` with all bad rows. */
export async function readBatchList(path: string): Promise<BatchList> {
  if ((await stat(path)).size > MAX_LIST_BYTES) throw new BadUsage(['--batch: the file is larger than 16 MB']);
  const books = parseBatchList(await readFile(path));
  // hash of the parsed requests, not of the file, since a later version may parse a cell differently
  const hash = createHash('sha256').update(JSON.stringify(books)).digest('hex');
  return { books, key: `list-${hash.slice(0, 32)}` };
}

/**
 * Validates the list, creates its books and starts one batch with all of them;
 * follows the batch and saves its archive. Leaving before the batch has started starts nothing.
 */
export async function makeBatch(
  client: ApiClient,
  { books, key }: BatchList,
  out: string,
  watcher: BatchWatcher,
): Promise<MadeBatch | 'nothing-started'> {
  await requireProviders(client, books);
  await requireRoom(client, books);
  let choice: Choice | undefined;
  void watcher.decided.then((made) => (choice = made));
  const bookIds: string[] = [];
  for (const [at, book] of books.entries()) {
    if (choice) return 'nothing-started';
    watcher.creating(at, books.length);
    bookIds.push((await retrying(() => client.createBook(book, `${key}-${at + 1}`), PATIENCE_MS)).id);
  }
  const started = await retrying(() => client.startBatch({ kind: 'generate', bookIds }, key), PATIENCE_MS);
  const { batch, left } = await watchBatch(client, started, watcher);
  if (left) return { batch, left, zip: null, failed: [] };
  const zip = batch.zip;
  return {
    batch,
    left,
    zip: zip && (await retrying(async () => saveFile(zip, await client.downloadBatch(batch.id), out))),
    failed: await failedItems(client, batch.id),
  };
}

/** Throws when a book names a provider that is not configured. */
async function requireProviders(client: ApiClient, books: CreateBook[]): Promise<void> {
  const providers = new Set(books.flatMap(({ provider }) => provider ?? []));
  for (const provider of providers) await retrying(() => client.estimate(1, provider));
}

/** Throws when the author's plan does not allow the whole list. */
async function requireRoom(client: ApiClient, books: CreateBook[]): Promise<void> {
  const { source, plan, quota, books: limit } = await retrying(() => client.billing());
  if (source === 'no-billing') return;
  const drawings = books.reduce((sum, { pages }) => sum + pages, 0);
  const room = limit.limit - limit.used;
  const problems = [
    ...(books.length > room
      ? [`--batch: has ${books.length} books, and the plan (${plan}) has room for ${Math.max(0, room)} more`]
      : []),
    ...(drawings > quota.left
      ? [`--batch: needs ${drawings} drawings, and ${quota.left} are left this month on the plan (${plan})`]
      : []),
  ];
  if (problems.length > 0) throw new BadUsage(problems);
}

/** Polls until the batch ends or the user leaves. */
async function watchBatch(
  client: ApiClient,
  started: BatchView,
  watcher: BatchWatcher,
): Promise<{ batch: BatchView; left: boolean }> {
  const leave = new AbortController();
  void watcher.decided.then(async (choice) => {
    if (choice === 'leave') leave.abort();
    else await retrying(() => client.cancelBatch(started.id)).catch(() => leave.abort());
  });
  let batch = started;
  while (batch.endedAt === null) {
    watcher.changed(batch);
    await delay(POLL_INTERVAL_MS, undefined, { signal: leave.signal }).catch(() => undefined);
    if (leave.signal.aborted) return { batch, left: true };
    batch = await retrying(
      () => client.batch(started.id),
      PATIENCE_MS,
      () => watcher.lost(),
    );
  }
  return { batch, left: false };
}

async function failedItems(client: ApiClient, id: string): Promise<BatchItemView[]> {
  const items: BatchItemView[] = [];
  for (const state of FAILED_STATES)
    for (let after: number | null = 0; after !== null;) {
      const from: number = after;
      const page = await retrying(() => client.batchItems(id, state, from));
      items.push(...page.items);
      after = page.next;
    }
  return items.sort((a, b) => a.position - b.position);
}
