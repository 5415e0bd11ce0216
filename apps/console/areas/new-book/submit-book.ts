import type { CreateProject } from '#contracts/projects.js';
import { createBook, purgeBook, removeBook } from '../../api/books.js';
import { startJob } from '../../api/jobs.js';
import { ApiProblem } from '../../api/problem.js';

/** One key for one content: sending the same form again after a broken line gives the same book, not a second one. */
const keys = new Map<string, string>();

function keyOf(form: CreateProject): string {
  const content = JSON.stringify(form);
  const key = keys.get(content) ?? crypto.randomUUID();
  keys.set(content, key);
  return key;
}

/** Makes the book and starts its job; gives the book's id. A book whose job was refused is taken away again. */
export async function submitBook(form: CreateProject): Promise<string> {
  const key = keyOf(form);
  const book = await createBook(form, key);
  try {
    await startJob({ kind: 'generate-book', projectId: book.id }, key);
  } catch (error) {
    if (error instanceof ApiProblem && [402, 403, 422].includes(error.status)) {
      keys.delete(JSON.stringify(form));
      await removeBook(book.id);
      await purgeBook(book.id); // nothing is in it that anybody could miss
    }
    throw error;
  }
  keys.delete(JSON.stringify(form));
  return book.id;
}
