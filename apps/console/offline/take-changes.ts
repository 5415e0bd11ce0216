import type { PageView, BookView } from '#contracts/books.js';
import type { SyncAnswer, SyncChange } from '#contracts/sync.js';
import { newsOf, pagesWith } from '../api/offline/changed-views.js';
import { updateCache, clearCache } from '../api/offline/cached-changes.js';
import { queryClient } from '../api/session/query-client.js';
import { user } from '../api/session/session.js';

/** A message to the other tabs: what changed, or null when that is unknown. */
interface ChangeMessage {
  ownerId: string;
  changes: SyncChange[] | null;
}
const channel = new BroadcastChannel('colorbook-changes');

/** Shows changes that another tab received. Called once, at the root. */
export const followChanges = (): void =>
  channel.addEventListener('message', ({ data }: MessageEvent<ChangeMessage>) => show(data));

/**
 * Stores the server's changes together with the cursor, so that no change is fetched twice or never; then all tabs show
 * them. False when they can't be stored: the server sends them again then.
 */
export async function takeChanges(ownerId: string, { changes, cursor, reset }: SyncAnswer): Promise<boolean> {
  if (cursor === null) return true;
  const storing = reset ? clearCache(ownerId, cursor) : updateCache(ownerId, newsOf(changes), cursor).then(() => []);
  const loads = await storing.catch(() => null);
  const message = { ownerId, changes: reset ? null : changes };
  channel.postMessage(message);
  show(message);
  void inTurn(loads ?? []);
  return loads !== null;
}

async function inTurn(loads: (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

/** What is being asked for just now may be older than this: it is asked for again. */
function show({ ownerId, changes }: ChangeMessage): void {
  if (ownerId !== user.value?.id) return;
  const news = newsOf(changes ?? []);
  for (const [id, { book, pages }] of news) {
    if (book) queryClient.setQueryData<BookView>(['book', id], (now) => now && book);
    queryClient.setQueryData<PageView[]>(['book', id, 'pages'], (now) => now && pagesWith(now, pages));
    for (const queryKey of [
      ['book', id],
      ['book', id, 'pages'],
    ])
      void queryClient.invalidateQueries({ queryKey, exact: true });
  }
  if (!changes) void queryClient.invalidateQueries({ queryKey: ['book'] });
  if (!changes || news.size > 0) void queryClient.invalidateQueries({ queryKey: ['books'] });
}
