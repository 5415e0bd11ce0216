import { watch } from 'vue';
import { user } from '../api/session/session.js';
import { followBooks } from './book-edits.js';
import { followDrafts } from './page-drafts.js';
import { followOutbox } from './outbox.js';
import { followPages } from './page-edits.js';
import { sendFromNow } from './send.js';
import { followChanges } from './take-changes.js';

/** Once, at the root: shows what waits in this browser, sends it, takes what is new on the server, and lets the console open without a server. */
export function useOffline(): void {
  followPages();
  followBooks();
  followDrafts();
  followChanges();
  followOutbox();
  sendFromNow();
  watch(
    () => user.value?.role,
    (role) => role === 'author' && void openWithoutServer(),
    { immediate: true },
  );
}

/** Without it nothing is lost, only a reload has to wait; some browsers have none in a private window. */
const openWithoutServer = async (): Promise<unknown> =>
  navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
