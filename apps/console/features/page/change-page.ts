import { ref } from 'vue';
import type { PageView } from '#contracts/books.js';
import { notify, notifyProblem } from '../../ui/composables/toasts.js';
import { editPage } from '../../offline/page-edits.js';
import { notifyOutcome } from '../../offline/offline-labels.js';

/** What can be changed and changed back without a loss. */
type Change = { locked: boolean } | { current: number };

/** One change at a time: the next one is made on what this one gives. */
export const changing = ref(false);

/** Makes a change, which is shown at once. The message that tells it offers to undo it, by the same way. */
export async function changePage(bookId: string, page: PageView, change: Change, message: string): Promise<void> {
  changing.value = true;
  try {
    const outcome = await editPage(bookId, page, change);
    const undo = (): void => void editPage(bookId, { ...page, ...change }, before(page, change)).catch(notifyProblem);
    if (outcome === 'applied') notify(message, undo);
    else notifyOutcome(outcome);
  } catch (error) {
    notifyProblem(error);
  } finally {
    changing.value = false;
  }
}

const before = (page: PageView, change: Change): Change =>
  'locked' in change ? { locked: page.locked } : { current: page.current };
