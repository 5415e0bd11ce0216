import type { KeptEdit } from '../api/offline/device-store.js';
import { ApiProblem } from '../api/session/problem.js';
import { sendEdits } from '../api/offline/sync.js';
import { becameOf, keep, tellArrived, waiting } from './outbox.js';
import { asSent, send } from './send.js';

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
 * The one way in which a book or page is changed: kept in this browser, shown at once, sent when the server is there. Throws
 * `NotKept`, or why the server would not take it.
 */
export async function submitEdit(edit: KeptEdit): Promise<Outcome> {
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
  tellArrived([edit]);
  return 'applied';
}
