import type { PageView, BookView } from '#contracts/books.js';
import { keysOf } from '#contracts/known-values.js';
import { listPages } from '../api/books.js';
import type { PendingEdit } from '../api/offline/device-store.js';
import { queryClient } from '../api/session/query-client.js';
import { user } from '../api/session/session.js';
import { newEdit } from './new-edit.js';
import { onArrived, waiting } from './outbox.js';
import { submitEdit, type Outcome } from './submit-edit.js';
import { t } from './messages.js';

type PageFields = Pick<PageView, 'text' | 'prompt' | 'locked' | 'current'>;
export type PageChanges = Partial<PageFields>;

/** Changes a page. `seen` holds what each changed field was when the person began. Throws what `submitEdit` throws. */
export async function editPage(
  bookId: string,
  seen: Pick<PageView, 'number'> & Partial<PageFields>,
  changes: PageChanges,
): Promise<Outcome> {
  const names = keysOf(changes);
  const base = Object.fromEntries(names.map((name) => [name, seen[name]]));
  const title = queryClient.getQueryData<BookView>(['book', bookId])?.title ?? t('someBook');
  return submitEdit(newEdit(user.value?.id ?? '', { bookId, page: seen.number, base, changes, title }));
}

/** Pages as they will be when all that waits has arrived. */
export function withWaiting(bookId: string, pages: PageView[]): PageView[] {
  const own = waiting.value.filter((edit) => edit.bookId === bookId);
  return own.length === 0 ? pages : pages.map((page) => changedBy(page, own));
}

const changedBy = (page: PageView, list: PendingEdit[]): PageView =>
  list.filter((edit) => edit.page === page.number).reduce((now, { changes }) => ({ ...now, ...changes }), page);

/** What is on the server now is shown as such at once, then asked for. */
function pagesArrived(arrived: PendingEdit[]): void {
  const ofPages = arrived.filter(({ page }) => page !== null);
  for (const bookId of new Set(ofPages.map((edit) => edit.bookId))) {
    const queryKey = ['book', bookId, 'pages'];
    const own = ofPages.filter((edit) => edit.bookId === bookId);
    queryClient.setQueryData<PageView[]>(queryKey, (now) => now?.map((page) => changedBy(page, own)));
    // Also for pages that are not open, so that the cached view equals the server's.
    if (queryClient.getQueryData(queryKey)) void queryClient.refetchQueries({ queryKey, exact: true, type: 'all' });
    else void listPages(bookId).catch(() => undefined);
  }
}

/** Called once, at the root. */
export const followPages = (): void => onArrived(pagesArrived);
