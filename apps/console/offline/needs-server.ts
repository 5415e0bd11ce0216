import { away } from '../api/session/connection.js';
import { tellProblem } from '../ui/composables/toasts.js';
import { waiting } from './outbox.js';

/**
 * True, and told, when an act has to wait: the server does it, and it is away, or does not know yet what was written
 * last. Words and choices are kept without it; nothing that costs or draws is.
 */
export function needsServer(act: string): boolean {
  const why = away.value
    ? `${act} needs the server, which can't be reached now. What you write and choose is kept meanwhile.`
    : waiting.value.length > 0
      ? `${act} has to wait a moment: your last edits are still being sent.`
      : '';
  if (why) tellProblem(why);
  return why !== '';
}
