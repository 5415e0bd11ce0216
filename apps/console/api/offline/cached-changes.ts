import type { Listing } from '#contracts/pagination.js';
import type { PageView, BookView } from '#contracts/books.js';
import { getBook, listBooks, listPages } from '../books.js';
import { firstListWith, listWith, pagesWith, type News } from './changed-views.js';
import { deviceStore, type CachedView } from './device-store.js';
import { keyOf } from './cached-views.js';

/** The cursor of the last changes that this browser received for a user; null without any, or without a store. */
export const cursorOf = async (ownerId: string): Promise<string | null> =>
  deviceStore()
    .then((store) => store.get('told', ownerId))
    .then((found) => found?.cursor ?? null)
    .catch(() => null);

/** Applies changes to the cached views and stores the cursor, in one transaction. */
export async function updateCache(ownerId: string, news: News, cursor: string): Promise<void> {
  const { views, done } = await advanceCursor(ownerId, cursor, news.size > 0);
  const change = async (name: string, update: (value: never) => unknown): Promise<void> => {
    const found = await views.get(keyOf(ownerId, name));
    // oxlint-disable-next-line typescript/consistent-type-assertions -- stored under this name is what the update takes
    if (found) await views.put({ ...found, value: update(found.value as never) });
  };
  for (const [id, { book, pages }] of news) {
    if (!book) for (const name of [`book ${id}`, `pages ${id}`]) await views.delete(keyOf(ownerId, name));
    else await change(`book ${id}`, () => book);
    if (pages.length > 0) await change(`pages ${id}`, (now: PageView[]) => pagesWith(now, pages));
  }
  if (news.size > 0)
    for (const view of await views.getAll(namesFrom(ownerId, 'books ')))
      await views.put({ ...view, value: listAfter(ownerId, view, news) });
  await done;
}

function listAfter(ownerId: string, { key, value }: CachedView, news: News): Listing<BookView> {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- stored under these names are lists of books
  const list = value as Listing<BookView>;
  return key === keyOf(ownerId, 'books ') ? firstListWith(list, news) : listWith(list, news);
}

/**
 * After a reset: deletes all cached views that may be outdated and stores the cursor. Returns functions that load them
 * again.
 */
export async function clearCache(ownerId: string, cursor: string): Promise<(() => Promise<unknown>)[]> {
  const { views, done } = await advanceCursor(ownerId, cursor, true);
  const loads: (() => Promise<unknown>)[] = [];
  for (const [kind, load] of Object.entries(LOADS)) {
    const keys = await views.getAllKeys(namesFrom(ownerId, kind));
    for (const key of keys) {
      await views.delete(key);
      loads.push(() => load(key.slice(keyOf(ownerId, kind).length)));
    }
  }
  await done;
  return loads;
}

const LOADS: Record<string, (rest: string) => Promise<unknown>> = {
  'books ': (cursor) => listBooks(cursor || undefined),
  'book ': getBook,
  'pages ': listPages,
};

/** A transaction over the views that stores the cursor. */
async function advanceCursor(ownerId: string, cursor: string, isNews: boolean) {
  const change = (await deviceStore()).transaction(['views', 'told'], 'readwrite');
  const cursors = change.objectStore('told');
  const times = (await cursors.get(ownerId))?.times ?? 0;
  await cursors.put({ ownerId, cursor, times: isNews ? times + 1 : times });
  return { views: change.objectStore('views'), done: change.done };
}

const namesFrom = (ownerId: string, start: string): IDBKeyRange =>
  IDBKeyRange.bound(keyOf(ownerId, start), keyOf(ownerId, `${start}\uffff`));
