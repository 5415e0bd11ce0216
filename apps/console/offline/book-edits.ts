import type { BookView } from '#contracts/books.js';
import { getBook } from '../api/books.js';
import type { PendingEdit } from '../api/offline/device-store.js';
import { queryClient } from '../api/session/query-client.js';
import { user } from '../api/session/session.js';
import { newEdit } from './new-edit.js';
import { onArrived, waiting } from './outbox.js';
import { submitEdit, type Outcome } from './submit-edit.js';

/** Gives a book another title. Throws what `submitEdit` throws. */
export const renameBook = ({ id, title }: Pick<BookView, 'id' | 'title'>, to: string): Promise<Outcome> =>
  submitEdit(
    newEdit(user.value?.id ?? '', { bookId: id, page: null, base: { title }, changes: { title: to }, title: to }),
  );

/** A book as it will be when all that waits has arrived. */
export const bookWithWaiting = (book: BookView): BookView => changedBy(book, waiting.value);

const changedBy = (book: BookView, edits: PendingEdit[]): BookView =>
  edits
    .filter(({ page, bookId }) => page === null && bookId === book.id)
    .reduce((now, { changes }) => ({ ...now, ...changes }), book);

/** As with pages: shown at once as it is on the server now, then asked for. */
function booksArrived(arrived: PendingEdit[]): void {
  const ofBooks = arrived.filter(({ page }) => page === null);
  for (const id of new Set(ofBooks.map(({ bookId }) => bookId))) {
    const queryKey = ['book', id];
    queryClient.setQueryData<BookView>(queryKey, (now) => now && changedBy(now, ofBooks));
    if (queryClient.getQueryData(queryKey)) void queryClient.refetchQueries({ queryKey, exact: true, type: 'all' });
    else void getBook(id).catch(() => undefined);
  }
  if (ofBooks.length > 0) void queryClient.invalidateQueries({ queryKey: ['books'] });
}

/** Called once, at the root. */
export const followBooks = (): void => onArrived(booksArrived);
