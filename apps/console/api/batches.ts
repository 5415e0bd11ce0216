import { dataOf } from '#client/api-client.js';
import type { BatchItems, BatchItemState, BatchView, CreateBatch } from '#contracts/batches.js';
import type { Listing } from '#contracts/pagination.js';
import type { BookView } from '#contracts/books.js';
import { api, byId, withKey } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

export const startBatch = (ask: CreateBatch, key: string): Promise<BatchView> =>
  dataOf(api.POST('/api/batches', { body: ask, params: withKey(key) }));
export const listBatches = (cursor?: string): Promise<Listing<BatchView>> =>
  dataOf(api.GET('/api/batches', { params: { query: { cursor, limit: 20 } } }));
export const getBatch = (id: string): Promise<BatchView> => dataOf(api.GET('/api/batches/{id}', { params: byId(id) }));
/** Books behind a position, of one state or of all. */
export const listBatchItems = (id: string, after: number, state?: BatchItemState): Promise<BatchItems> =>
  dataOf(api.GET('/api/batches/{id}/items', { params: { ...byId(id), query: { after, state, limit: 100 } } }));
export const sendBatchAction = (id: string, action: 'cancel' | 'retry'): Promise<BatchView> =>
  dataOf(api.POST(`/api/batches/{id}/${action}`, { params: byId(id) }));

/** Saves the archive under the name that the server gives it. */
export async function saveArchive({ id, zip }: BatchView): Promise<void> {
  const archive = await dataOf(api.GET('/api/batches/{id}/zip', { params: byId(id), parseAs: 'blob' }));
  saveBlob(archive, zip?.fileName ?? 'ColorBook.zip');
}

/** The author's newest books, up to `most`. */
export async function findBooks(most: number): Promise<BookView[]> {
  const found: BookView[] = [];
  let cursor: string | undefined;
  do {
    const query = { cursor, limit: 100 };
    const page: Listing<BookView> = await dataOf(api.GET('/api/books', { params: { query } }));
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}
