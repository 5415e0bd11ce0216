import type { PageView, BookView } from '#contracts/books.js';
import type { SyncAnswer, SyncChange } from '#contracts/sync.js';
import { newsOf, pagesWith } from '../api/offline/changed-views.js';
import { changeKept, forgetKept } from '../api/offline/kept-changes.js';
import { queryClient } from '../api/session/query-client.js';
import { user } from '../api/session/session.js';

/** Told to the other tabs: what changed, or null when that can't be told. */
interface Telling {
  ownerId: string;
  changes: SyncChange[] | null;
}
const channel = new BroadcastChannel('colorbook-changes');

/** Called once, at the root: what another tab was told is shown in this one. */
export const followChanges = (): void =>
  channel.addEventListener('message', ({ data }: MessageEvent<Telling>) => show(data));

/**
 * What the server tells is kept in this browser first, together with how far it told, so that nothing is asked for
 * twice or never; then all tabs show it. False when the browser can't keep it: then it is told again another time.
 */
export async function takeChanges(ownerId: string, { changes, cursor, reset }: SyncAnswer): Promise<boolean> {
  if (cursor === null) return true;
  const keeping = reset ? forgetKept(ownerId, cursor) : changeKept(ownerId, newsOf(changes), cursor).then(() => []);
  const loads = await keeping.catch(() => null);
  const telling = { ownerId, changes: reset ? null : changes };
  channel.postMessage(telling);
  show(telling);
  void inTurn(loads ?? []);
  return loads !== null;
}

async function inTurn(loads: (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

/** What is being asked for just now may be older than this: it is asked for again. */
function show({ ownerId, changes }: Telling): void {
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
