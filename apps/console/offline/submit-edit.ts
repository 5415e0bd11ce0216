import type { PendingEdit } from '../api/offline/device-store.js';
import { ApiProblem } from '../api/session/problem.js';
import { sendEdits } from '../api/offline/sync.js';
import { addEdit, becameOf, notifyArrived, waiting } from './outbox.js';
import { asSent, send } from './send.js';
import { t } from './messages.js';

export type Outcome = PendingEdit['state'] | 'applied';

/** How long a button shows progress. */
const PATIENCE_MS = 4_000;

/** The edit could not be stored or sent; the form is the only place that has it. */
export class NotStored extends Error {
  constructor(options: ErrorOptions) {
    super(t('notStored'), options);
  }
}

/**
 * Changes a book or page: stored in this browser, shown at once, sent when the server is available. Throws
 * `NotStored`, or why the server would not take it.
 */
export async function submitEdit(edit: PendingEdit): Promise<Outcome> {
  try {
    await addEdit(edit);
  } catch (cause) {
    return sendAtOnce(edit, cause);
  }
  void navigator.storage?.persist?.();
  void send();
  return becameOf(edit.id, PATIENCE_MS);
}

/** Without a store there is still the server; but nothing may overtake what waits already. */
async function sendAtOnce(edit: PendingEdit, cause: unknown): Promise<Outcome> {
  if (waiting.value.length > 0) throw new NotStored({ cause });
  const { results } = await sendEdits(edit.ownerId, [asSent(edit)]).catch((error: unknown) => {
    throw error instanceof ApiProblem ? error : new NotStored({ cause });
  });
  const [result] = results;
  if (result?.outcome !== 'applied') throw new Error(result?.problem ?? t('changedMeanwhile'));
  notifyArrived([edit]);
  return 'applied';
}
