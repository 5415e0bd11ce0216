import { openBoardSession } from '../api/support.js';
import { notifyProblem } from '../ui/composables/toasts.js';

/** The tab is opened by the click itself, before the answer: a later one would be taken for a pop-up and blocked. */
export async function openBoard(): Promise<void> {
  const tab = window.open('about:blank', '_blank');
  try {
    await openBoardSession();
    if (tab) tab.location.replace('/admin/queues');
    else window.location.assign('/admin/queues');
  } catch (error) {
    tab?.close();
    notifyProblem(error);
  }
}
