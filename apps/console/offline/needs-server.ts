import { away } from '../api/session/connection.js';
import { notifyProblem } from '../ui/composables/toasts.js';
import { waiting } from './outbox.js';
import { t } from './messages.js';

/**
 * True, with a message, when an action has to wait: the server is away, or has not received the last edits. Edits are
 * stored without it; drawing and payments need it.
 */
export function needsServer(action: string): boolean {
  const why = away.value
    ? t('needsServer.away', { action })
    : waiting.value.length > 0
      ? t('needsServer.sending', { action })
      : '';
  if (why) notifyProblem(why);
  return why !== '';
}
