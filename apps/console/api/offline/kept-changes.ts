import type { Listing } from '#contracts/pagination.js';
import type { PageView, BookView } from '#contracts/books.js';
import { getBook, listBooks, listPages } from '../books.js';
import { firstListWith, listWith, pagesWith, type News } from './changed-views.js';
import { deviceStore, type KeptView } from './device-store.js';
import { keyOf } from './kept-views.js';

/** Up to where this browser has been told of a person's changes; null when it knows nothing, or has no store. */
export const cursorOf = async (ownerId: string): Promise<string | null> =>
  deviceStore()
    .then((store) => store.get('told', ownerId))
    .then((told) => told?.cursor ?? null)
    .catch(() => null);

/** In one go: what is kept is brought up to what was told, and where the server goes on next time. */
export async function changeKept(ownerId: string, news: News, cursor: string): Promise<void> {
  const { views, done } = await telling(ownerId, cursor, news.size > 0);
  const change = async (name: string, act: (value: never) => unknown): Promise<void> => {
    const found = await views.get(keyOf(ownerId, name));
    if (found) await views.put({ ...found, value: act(found.value as never) });
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

function listAfter(ownerId: string, { key, value }: KeptView, news: News): Listing<BookView> {
  const list = value as Listing<BookView>;
  return key === keyOf(ownerId, 'books ') ? firstListWith(list, news) : listWith(list, news);
}

/**
 * Where changes can't be told: all that might be old goes, and where the server goes on next time is known. Gives what
 * loads again what was there.
 */
export async function forgetKept(ownerId: string, cursor: string): Promise<(() => Promise<unknown>)[]> {
  const { views, done } = await telling(ownerId, cursor, true);
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

/** A transaction that says how far it was told, and over the views. */
async function telling(ownerId: string, cursor: string, isNews: boolean) {
  const change = (await deviceStore()).transaction(['views', 'told'], 'readwrite');
  const told = change.objectStore('told');
  const times = (await told.get(ownerId))?.times ?? 0;
  await told.put({ ownerId, cursor, times: isNews ? times + 1 : times });
  return { views: change.objectStore('views'), done: change.done };
}

const namesFrom = (ownerId: string, start: string): IDBKeyRange =>
  IDBKeyRange.bound(keyOf(ownerId, start), keyOf(ownerId, `${start}\uffff`));
