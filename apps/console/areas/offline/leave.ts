import { forgetViews } from '../../api/kept-views.js';
import { signOut } from '../../api/session.js';
import { confirm } from '../../shell/confirm.js';
import { edits } from './outbox.js';

/**
 * Signs out, unless the person would rather send first what waits here. The edits stay in the browser, for this person
 * only; their books and pictures do not. False when they stay.
 */
export async function leave(): Promise<boolean> {
  const count = edits.value.length;
  const sure =
    count === 0 ||
    (await confirm({
      title: 'Sign out with edits that are not sent?',
      body: `${count === 1 ? 'One edit is' : `${count} edits are`} only in this browser. They stay here and are sent when you sign in here again; nowhere else can they be seen.`,
      act: 'Sign out all the same',
      keep: 'Stay signed in',
    }));
  if (!sure) return false;
  await forgetViews().catch(() => undefined);
  await signOut();
  return true;
}
