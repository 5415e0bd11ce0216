import type { BatchItems, BatchItemState, BatchView, CreateBatch } from '#contracts/batches.js';
import type { Listing } from '#contracts/pagination.js';
import type { BookView } from '#contracts/books.js';
import { request, requestJson } from './session/request.js';
import { saveBlob } from './session/save-blob.js';
import { queryString } from './support.js';

const ROOT = '/api/batches';
const path = (id: string): string => `${ROOT}/${encodeURIComponent(id)}`;

export const startBatch = (ask: CreateBatch, key: string): Promise<BatchView> =>
  requestJson('POST', ROOT, { body: ask, key });
export const listBatches = (cursor?: string): Promise<Listing<BatchView>> =>
  requestJson('GET', `${ROOT}${queryString({ cursor, limit: 20 })}`);
export const getBatch = (id: string): Promise<BatchView> => requestJson('GET', path(id));
/** Books behind a position, of one state or of all. */
export const listBatchItems = (id: string, after: number, state?: BatchItemState): Promise<BatchItems> =>
  requestJson('GET', `${path(id)}/items${queryString({ after, state, limit: 100 })}`);
export const actOnBatch = (id: string, act: 'cancel' | 'retry'): Promise<BatchView> =>
  requestJson('POST', `${path(id)}/${act}`);

/** Saves the archive under the name that the server gives it. */
export async function saveArchive({ id, zip }: BatchView): Promise<void> {
  saveBlob(await (await request('GET', `${path(id)}/zip`)).blob(), zip?.fileName ?? 'ColorBook.zip');
}

/** The author's newest books, up to `most`. */
export async function findBooks(most: number): Promise<BookView[]> {
  const found: BookView[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Listing<BookView> = await requestJson('GET', `/api/books${queryString({ cursor, limit: 100 })}`);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}
