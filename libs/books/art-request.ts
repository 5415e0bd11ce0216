import type { ArtRequest } from '#artwork/illustrator.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import { artBoxOf } from './book-geometry.js';
import type { BookJob } from './book-record.js';

/** What an illustrator is asked for a page as it is now; the author is shown the same. */
export const artRequestOf = (
  book: BookJob['book'],
  page: { number: number; text: string; prompt: string; versions: number },
): ArtRequest => ({
  purpose: page.number === COVER_PAGE ? 'cover' : 'page',
  theme: book.form.theme,
  prompt: page.prompt,
  text: page.text,
  style: book.form.style,
  age: book.form.age,
  lineWeight: book.form.lineWeight,
  characters: book.characters,
  ...artBoxOf(book, page.number),
  seed: book.seed,
  number: page.number,
  pageCount: book.form.pages,
  variation: page.versions,
});
