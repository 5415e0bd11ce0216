import { ref } from 'vue';
import type { PageView } from '#contracts/books.js';
import { tell, tellProblem } from '../../ui/composables/toasts.js';
import { editPage } from '../../offline/page-edits.js';
import { tellOutcome } from '../../offline/offline-labels.js';

/** What can be changed and changed back without a loss. */
type Change = { locked: boolean } | { current: number };

/** One change at a time: the next one is made on what this one gives. */
export const changing = ref(false);

/** Makes a change, which is shown at once. The words that tell it offer to undo it, by the same way. */
export async function changePage(bookId: string, page: PageView, change: Change, words: string): Promise<void> {
  changing.value = true;
  try {
    const outcome = await editPage(bookId, page, change);
    const undo = (): void => void editPage(bookId, { ...page, ...change }, before(page, change)).catch(tellProblem);
    if (outcome === 'applied') tell(words, undo);
    else tellOutcome(outcome);
  } catch (error) {
    tellProblem(error);
  } finally {
    changing.value = false;
  }
}

const before = (page: PageView, change: Change): Change =>
  'locked' in change ? { locked: page.locked } : { current: page.current };
