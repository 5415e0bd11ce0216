import { useQueryClient } from '@tanstack/vue-query';
import { useRouter } from 'vue-router';
import { TRASH_DAYS, type BookView } from '#contracts/books.js';
import { duplicateBook, purgeBook, removeBook, restoreBook } from '../../api/books.js';
import { ApiProblem } from '../../api/session/problem.js';
import { confirm } from '../../ui/composables/confirm.js';
import { notify, notifyProblem } from '../../ui/composables/toasts.js';
import { billingKey } from '../billing/use-billing.js';
import { needsServer } from '../../offline/needs-server.js';
import { dropDraftsOf } from '../../offline/page-drafts.js';
import { oneKey } from '../../ui/composables/idempotency-key.js';

type Book = Pick<BookView, 'id' | 'title'>;

/** Duplicates, deletes and restores books. Each shows its outcome, and needs the server. */
export function useBookActions() {
  const client = useQueryClient();
  const router = useRouter();
  const { send } = oneKey();
  const changed = (id: string): void => {
    for (const queryKey of [['books'], ['trash'], ['book', id], billingKey])
      void client.invalidateQueries({ queryKey });
  };

  async function duplicate(book: Book): Promise<void> {
    if (needsServer('Duplicating a book')) return;
    try {
      const copy = await send((key) => duplicateBook(book.id, key), book.id);
      changed(copy.id);
      await router.push({ name: 'book', params: { id: copy.id } });
      notify(`This is “${copy.title}”. The other book stays as it is.`);
    } catch (error) {
      notifyProblem(error);
    }
  }

  /** True when the book is in the trash. A running job is cancelled only when the person says so. */
  async function remove(book: Book): Promise<boolean> {
    if (needsServer('Deleting a book')) return false;
    try {
      if (!(await removeUnlessBusy(book))) return false;
    } catch (error) {
      notifyProblem(error);
      return false;
    }
    changed(book.id);
    notify(`“${book.title}” is in the trash. It is kept for ${TRASH_DAYS} days.`, () => void restore(book));
    return true;
  }

  async function restore(book: Book): Promise<boolean> {
    if (needsServer('Restoring a book')) return false;
    try {
      await restoreBook(book.id);
    } catch (error) {
      notifyProblem(error);
      return false;
    }
    changed(book.id);
    notify(`“${book.title}” is back in your books.`);
    return true;
  }

  async function purge(book: Book): Promise<void> {
    const sure = await confirm({
      title: `Delete “${book.title}” for good?`,
      body: 'Its story, its drawings and its files are deleted now. This cannot be undone.',
      confirmLabel: 'Delete for good',
      cancelLabel: 'Keep it in the trash',
      danger: true,
    });
    if (!sure || needsServer('Deleting a book')) return;
    try {
      await purgeBook(book.id);
      dropDraftsOf(book.id);
      notify(`“${book.title}” is deleted.`);
    } catch (error) {
      notifyProblem(error);
    }
    changed(book.id);
  }
  return { duplicate, remove, restore, purge };
}

/** False when a job is at work and is to go on. */
async function removeUnlessBusy(book: Book): Promise<boolean> {
  try {
    await removeBook(book.id);
    return true;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'job-active') throw error;
  }
  const sure = await confirm({
    title: `Stop working on “${book.title}” and delete it?`,
    body: 'Something is still at work on this book: drawing, making files, or bringing it to Drive. Drawings that are finished stay with the book.',
    confirmLabel: 'Stop and move to trash',
    cancelLabel: 'Keep going',
    danger: true,
  });
  if (sure) await removeBook(book.id, true);
  return sure;
}
