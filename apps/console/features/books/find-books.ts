import { folded } from '#contracts/folded-text.js';
import type { BookView } from '#contracts/books.js';
import { listBooks, searchBooks } from '../../api/books.js';
import { isAway } from '../../api/session/problem.js';

/** True when every word is somewhere in what this browser knows of a book: its title, form and notes. */
export function matchesText({ title, subtitle, blurb, form }: BookView, text: string): boolean {
  const searched = folded([title, subtitle, blurb, form.theme, form.author, form.moral, ...form.characters].join(' '));
  return folded(text)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

/** Books with all of these words, newest first. Without the server, of those that were listed last. */
export async function findBooks(text: string): Promise<BookView[]> {
  try {
    return (await searchBooks(text)).items;
  } catch (error) {
    if (!isAway(error)) throw error;
    return (await listBooks()).items.filter((book) => matchesText(book, text));
  }
}
