import type { Listing } from '#contracts/pagination.js';
import type { PageView, BookView } from '#contracts/books.js';
import type { SyncChange } from '#contracts/sync.js';

/** By the book's id. */
export type News = Map<string, SyncChange>;
export const newsOf = (changes: SyncChange[]): News => new Map(changes.map((change) => [change.bookId, change]));

/** A book's pages with the changed ones in their places; pages are never added to a book. */
export const pagesWith = (pages: PageView[], changed: PageView[]): PageView[] =>
  pages.map((page) => changed.find(({ number }) => number === page.number) ?? page);

/** A part of the list of books without those that are gone, and with the others as they are now. */
export const listWith = (list: Listing<BookView>, news: News): Listing<BookView> => ({
  ...list,
  items: list.items.filter(({ id }) => news.get(id)?.book !== null).map((book) => news.get(book.id)?.book ?? book),
});

/** The list's first part, newest first, with the books of `news` that are new enough to stand in it. */
export function firstListWith(list: Listing<BookView>, news: News): Listing<BookView> {
  const { items, nextCursor, ...rest } = listWith(list, news);
  const oldest = nextCursor === null ? '' : (items.at(-1)?.createdAt ?? '');
  const added = [...news.values()].flatMap(({ book }) =>
    book && book.createdAt > oldest && !items.some(({ id }) => id === book.id) ? [book] : [],
  );
  return {
    ...rest,
    nextCursor,
    items: [...added, ...items].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1)),
  };
}
