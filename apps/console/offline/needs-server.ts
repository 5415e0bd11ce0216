import { away } from '../api/session/connection.js';
import { notifyProblem } from '../ui/composables/toasts.js';
import { waiting } from './outbox.js';

/**
 * True, with a message, when an action has to wait: the server is away, or has not received the last edits. Edits are
 * stored without it; drawing and payments need it.
 */
export function needsServer(action: string): boolean {
  const why = away.value
    ? `${action} needs the server, which can't be reached now. What you write and choose is kept meanwhile.`
    : waiting.value.length > 0
      ? `${action} has to wait a moment: your last edits are still being sent.`
      : '';
  if (why) notifyProblem(why);
  return why !== '';
}
