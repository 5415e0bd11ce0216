import { forgetViews } from '../api/offline/cached-views.js';
import { signOut } from '../api/session/session.js';
import { confirm } from '../ui/composables/confirm.js';
import { draftCount } from './page-drafts.js';
import { leavingQuestion } from './offline-labels.js';
import { edits } from './outbox.js';

/**
 * Signs out, unless the person would rather send first what waits here. The edits stay in the browser, for this person
 * only; their books and pictures do not. False when they stay.
 */
export async function leave(): Promise<boolean> {
  const question = leavingQuestion(edits.value.length, draftCount());
  const sure = question === null || (await confirm(question));
  if (!sure) return false;
  await forgetViews().catch(() => undefined);
  await signOut();
  return true;
}
