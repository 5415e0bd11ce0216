import { describe, expect, it } from '@jest/globals';
import type { PageView, BookView } from '#contracts/books.js';
import { firstListWith, listWith, newsOf, pagesWith } from './changed-views.js';

const book = (id: string, day: number, title = id): BookView =>
  ({ id, title, createdAt: `2026-05-0${day}T08:00:00.000Z` }) as BookView;
const page = (number: number, text: string): PageView => ({ number, text }) as PageView;
const list = (nextCursor: string | null, ...items: BookView[]) => ({ items, nextCursor, limit: 24 });

describe('cached views with the changes of a sync', () => {
  const news = newsOf([
    { bookId: 'a', book: book('a', 5, 'new title'), pages: [page(1, 'new'), page(7, 'no such page')] },
    { bookId: 'b', book: null, pages: [] },
    { bookId: 'new', book: book('new', 6), pages: [] },
    { bookId: 'old', book: book('old', 1), pages: [] },
  ]);

  it('has changed pages in their places, and all others as they were', () => {
    expect(pagesWith([page(0, 'cover'), page(1, 'was')], news.get('a')!.pages)).toEqual([
      page(0, 'cover'),
      page(1, 'new'),
    ]);
  });

  it('has no book in its list that is gone, and the others as they are now', () => {
    const after = listWith(list('more', book('a', 5), book('b', 4), book('c', 3)), news);
    expect(after).toEqual(list('more', book('a', 5, 'new title'), book('c', 3)));
  });

  it('has new books where a list begins, in their order; what belongs further down stays there', () => {
    const before = [book('a', 5), book('b', 4), book('c', 3)];
    const ids = (nextCursor: string | null) =>
      firstListWith(list(nextCursor, ...before), news).items.map(({ id }) => id);
    expect(ids('more')).toEqual(['new', 'a', 'c']);
    expect(ids(null)).toEqual(['new', 'a', 'c', 'old']);
    expect(firstListWith(list(null), news).items.map(({ id }) => id)).toEqual(['new', 'a', 'old']);
  });

  it('is the same when applied twice', () => {
    const once = firstListWith(list(null, book('a', 5)), news);
    expect(firstListWith(once, news)).toEqual(once);
  });
});
