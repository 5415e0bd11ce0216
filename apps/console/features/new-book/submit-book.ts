import type { CreateBook } from '#contracts/books.js';
import { createBook, purgeBook, removeBook } from '../../api/books.js';
import { startJob } from '../../api/jobs.js';
import { ApiProblem } from '../../api/session/problem.js';
import { randomId } from '../../api/session/random-id.js';

/** One key for one content: sending the same form again after a broken line gives the same book, not a second one. */
const keys = new Map<string, string>();

function keyOf(form: CreateBook): string {
  const content = JSON.stringify(form);
  const key = keys.get(content) ?? randomId();
  keys.set(content, key);
  return key;
}
const forget = (form: CreateBook): void => void keys.delete(JSON.stringify(form));

/** Makes the book and starts its job; gives the book's id. A book whose job was refused is taken away again. */
export async function submitBook(form: CreateBook): Promise<string> {
  const key = keyOf(form);
  const book = await createBook(form, key);
  try {
    await startJob({ kind: 'generate-book', bookId: book.id }, key);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if ([402, 403, 422].includes(error.status)) await takeAway(book.id, form);
    // it was deleted since the attempt whose answer was lost: the next one makes another book
    if (error.status === 404 || error.code === 'in-trash') forget(form);
    throw error;
  }
  forget(form);
  return book.id;
}

/** Nothing is in it that anybody could miss. While it is still there its key stays: the form would make a second one. */
async function takeAway(bookId: string, form: CreateBook): Promise<void> {
  try {
    await removeBook(bookId);
    await purgeBook(bookId);
    forget(form);
  } catch (error) {
    // the refusal is shown to the user
    if (error instanceof ApiProblem && error.status < 500) forget(form);
  }
}
