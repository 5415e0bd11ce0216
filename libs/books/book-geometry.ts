import { COVER_PAGE } from '#contracts/jobs.js';
import { artBox, coverArtBox } from '#pdf/geometry.js';
import { plannedPageCount } from '#pdf/interior/layout.js';
import type { BookJob } from './book-record.js';

/** A book has story pages when its form asks for words. */
export const hasStory = ({ form }: Pick<BookJob['book'], 'form'>): boolean => form.wordsPerPage > 0;

/** Size in points of a page's art, known before anything is drawn: the gutter depends on the planned page count. */
export function artBoxOf(
  book: Pick<BookJob['book'], 'form' | 'print'>,
  number: number,
): { width: number; height: number } {
  if (number === COVER_PAGE) return coverArtBox(book.print);
  const pages = plannedPageCount({
    artPages: book.form.pages,
    hasStory: hasStory(book),
    settings: book.print,
  });
  return artBox(book.print, pages);
}
