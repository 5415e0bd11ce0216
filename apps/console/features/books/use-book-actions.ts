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
import { t } from './messages.js';

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
    if (needsServer(t('needsServer.duplicate'))) return;
    try {
      const copy = await send((key) => duplicateBook(book.id, key), book.id);
      changed(copy.id);
      await router.push({ name: 'book', params: { id: copy.id } });
      notify(t('duplicate.done', { title: copy.title }));
    } catch (error) {
      notifyProblem(error);
    }
  }

  /** True when the book is in the trash. A running job is canceled only when the person says so. */
  async function remove(book: Book): Promise<boolean> {
    if (needsServer(t('needsServer.delete'))) return false;
    try {
      if (!(await removeUnlessBusy(book))) return false;
    } catch (error) {
      notifyProblem(error);
      return false;
    }
    changed(book.id);
    notify(t('delete.done', { title: book.title, days: TRASH_DAYS }), () => void restore(book));
    return true;
  }

  async function restore(book: Book): Promise<boolean> {
    if (needsServer(t('needsServer.restore'))) return false;
    try {
      await restoreBook(book.id);
    } catch (error) {
      notifyProblem(error);
      return false;
    }
    changed(book.id);
    notify(t('restore.done', { title: book.title }));
    return true;
  }

  async function purge(book: Book): Promise<void> {
    const sure = await confirm({
      title: t('purge.confirm.title', { title: book.title }),
      body: t('purge.confirm.body'),
      confirmLabel: t('purge.confirm.yes'),
      cancelLabel: t('purge.confirm.no'),
      danger: true,
    });
    if (!sure || needsServer(t('needsServer.delete'))) return;
    try {
      await purgeBook(book.id);
      dropDraftsOf(book.id);
      notify(t('purge.done', { title: book.title }));
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
    title: t('delete.busy.title', { title: book.title }),
    body: t('delete.busy.body'),
    confirmLabel: t('delete.busy.yes'),
    cancelLabel: t('job.keepGoing'),
    danger: true,
  });
  if (sure) await removeBook(book.id, true);
  return sure;
}
