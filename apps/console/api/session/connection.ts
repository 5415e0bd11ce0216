import { ref } from 'vue';
import { hasLeft } from '#client/api-client.js';
import { Unreachable } from './problem.js';
import { t } from '../messages.js';

/**
 * Whether the server could not be reached when it was last asked. Not `navigator.onLine`: that knows of a cable, not of
 * a server. The stream of events asks every few seconds, so that it is known soon when the server is back.
 */
export const away = ref(!navigator.onLine);

window.addEventListener('offline', () => (away.value = true));

/** Sends a request, and remembers whether anybody answered. */
export async function reach(request: Request, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(request, init);
    away.value = false;
    return response;
  } catch (cause) {
    if (hasLeft(request.signal)) throw cause;
    away.value = true;
    throw new Unreachable(t('away'), { cause });
  }
}
