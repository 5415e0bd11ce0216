import { ref } from 'vue';
import type { PageView } from '#contracts/projects.js';
import { patchPage } from '../../api/books.js';
import { tell, tellProblem } from '../../shell/toasts.js';

/** What can be changed and changed back without a loss. */
type Change = { locked: boolean } | { current: number };

/** One change at a time: the next one must name the version that this one gives. */
export const changing = ref(false);

/**
 * Shows a change at once and sends it; takes it back when it is refused. The words that tell it offer to undo it, by the
 * same way, on the page as it then is.
 */
export async function changePage(
  bookId: string,
  page: PageView,
  change: Change,
  show: (page: PageView) => void,
  words: string,
): Promise<void> {
  show({ ...page, ...change });
  changing.value = true;
  try {
    const now = await patchPage(bookId, page, change);
    show(now);
    tell(words, () => void undo(bookId, now, before(page, change), show));
  } catch (error) {
    show(page);
    tellProblem(error);
  } finally {
    changing.value = false;
  }
}

const before = (page: PageView, change: Change): Change =>
  'locked' in change ? { locked: page.locked } : { current: page.current };

async function undo(bookId: string, page: PageView, change: Change, show: (page: PageView) => void): Promise<void> {
  try {
    show(await patchPage(bookId, page, change));
  } catch (error) {
    tellProblem(error);
  }
}
