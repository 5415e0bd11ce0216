import type { PageView, ProjectView } from '#contracts/projects.js';
import type { SyncField } from '#contracts/sync.js';
import { listPages } from '../../api/books.js';
import type { KeptEdit } from '../../api/device-store.js';
import { ApiProblem } from '../../api/problem.js';
import { queryClient } from '../../api/query-client.js';
import { user } from '../../api/session.js';
import { sendEdits } from '../../api/sync.js';
import { newEdit } from './new-edit.js';
import { becameOf, keep, onArrived, waiting } from './outbox.js';
import { asSent, send } from './send.js';

type PageFields = Pick<PageView, 'text' | 'prompt' | 'locked' | 'current'>;
export type PageChanges = Partial<PageFields>;
export type Outcome = KeptEdit['state'] | 'applied';

/** As long as somebody looks at a button after pressing it. */
const PATIENCE_MS = 4_000;

/** The browser has no room, or no store, and the server is away: the words are nowhere but in the form. */
export class NotKept extends Error {
  constructor(options: ErrorOptions) {
    super(
      'This could not be kept: this browser has no room left for it, and the server is away. Leave the page open, copy what you wrote, or make room and save again.',
      options,
    );
  }
}

/**
 * The one way in which a page is changed: kept in this browser, shown at once, sent when the server is there. `seen` is
 * the page as it was when the person began. Throws `NotKept`, or why the server would not take it.
 */
export async function editPage(bookId: string, seen: PageView, changes: PageChanges): Promise<Outcome> {
  const names = Object.keys(changes) as (keyof PageFields)[];
  const base = Object.fromEntries(names.map((name) => [name, seen[name]]));
  const title = queryClient.getQueryData<ProjectView>(['book', bookId])?.title ?? 'A book';
  const edit = newEdit(user.value?.id ?? '', { projectId: bookId, page: seen.number, base, changes, title });
  try {
    await keep(edit);
  } catch (cause) {
    return sendAtOnce(edit, cause);
  }
  void navigator.storage?.persist?.();
  void send();
  return becameOf(edit.id, PATIENCE_MS);
}

/** Without a store there is still the server; but nothing may overtake what waits already. */
async function sendAtOnce(edit: KeptEdit, cause: unknown): Promise<Outcome> {
  if (waiting.value.length > 0) throw new NotKept({ cause });
  const { results } = await sendEdits(edit.ownerId, [asSent(edit)]).catch((error: unknown) => {
    throw error instanceof ApiProblem ? error : new NotKept({ cause });
  });
  const [result] = results;
  if (result?.outcome !== 'applied')
    throw new Error(result?.problem ?? 'Somebody else changed this meanwhile. Open the page again to see how.');
  pagesArrived([edit]);
  return 'applied';
}

/** Pages as they will be when all that waits has arrived. */
export function withWaiting(bookId: string, pages: PageView[]): PageView[] {
  const own = waiting.value.filter(({ projectId }) => projectId === bookId);
  return own.length === 0 ? pages : pages.map((page) => changedBy(page, own));
}

const changedBy = (page: PageView, list: KeptEdit[]): PageView =>
  list
    .filter((edit) => edit.page === page.number)
    .reduce((now, edit) => ({ ...now, ...(edit.changes as Partial<Record<SyncField, never>>) }), page);

/** What is on the server now is shown as such at once, then asked for. */
function pagesArrived(arrived: KeptEdit[]): void {
  for (const bookId of new Set(arrived.map(({ projectId }) => projectId))) {
    const queryKey = ['book', bookId, 'pages'];
    const own = arrived.filter(({ projectId }) => projectId === bookId);
    queryClient.setQueryData<PageView[]>(queryKey, (now) => now?.map((page) => changedBy(page, own)));
    // Also when nobody looks at it: what is kept on the device is to be what is on the server.
    if (queryClient.getQueryData(queryKey)) void queryClient.refetchQueries({ queryKey, exact: true, type: 'all' });
    else void listPages(bookId).catch(() => undefined);
  }
}

/** Called once, at the root. */
export const followPages = (): void => onArrived(pagesArrived);
