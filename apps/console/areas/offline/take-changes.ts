import type { PageView, ProjectView } from '#contracts/projects.js';
import type { SyncAnswer, SyncChange } from '#contracts/sync.js';
import { listBooks } from '../../api/books.js';
import { changeKept, forgetKept, forgetViews } from '../../api/kept-views.js';
import { queryClient } from '../../api/query-client.js';

const nameOf = (ownerId: string): string => `colorbook.seen.${ownerId}`;

/** What this browser knows of a person's books; null when it knows nothing yet. */
export const cursorOf = (ownerId: string): string | null => localStorage.getItem(nameOf(ownerId));
export const forgetCursor = (ownerId: string): void => localStorage.removeItem(nameOf(ownerId));

/**
 * What others, other devices and workers changed since this browser asked last: on the screen, and in what is kept for when
 * the server is away. The place is written down last, so that what breaks off here is told again.
 */
export async function takeChanges(ownerId: string, { changes, cursor, reset }: SyncAnswer): Promise<void> {
  if (cursor === null) return;
  if (reset) {
    // the first time there is nothing old; what is on the screen may be older than the place all the same
    if (cursorOf(ownerId) !== null) await forgetViews().catch(() => undefined);
    void queryClient.refetchQueries({ type: 'active' });
  }
  for (const change of changes) await take(change);
  if (changes.length > 0) {
    void listBooks().catch(() => undefined);
    void queryClient.invalidateQueries({ queryKey: ['books'] });
  }
  localStorage.setItem(nameOf(ownerId), cursor);
}

async function take({ projectId: id, book, pages }: SyncChange): Promise<void> {
  if (!book) {
    void queryClient.invalidateQueries({ queryKey: ['book', id] });
    return forgetKept(`book ${id}`, `pages ${id}`).catch(() => undefined);
  }
  const merged = (known: PageView[]): PageView[] =>
    known.map((page) => pages.find(({ number }) => number === page.number) ?? page);
  queryClient.setQueryData<ProjectView>(['book', id], (known) => known && book);
  queryClient.setQueryData<PageView[]>(['book', id, 'pages'], (known) => known && merged(known));
  await changeKept<ProjectView>(`book ${id}`, () => book).catch(() => undefined);
  await changeKept<PageView[]>(`pages ${id}`, merged).catch(() => undefined);
}
