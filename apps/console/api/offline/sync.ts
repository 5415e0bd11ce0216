import { dataOf } from '#client/api-client.js';
import type { OfflineEdit, SyncAnswer } from '#contracts/sync.js';
import { randomId } from '../session/random-id.js';
import { apiAs } from '../session/request.js';

const LONGEST_MS = 30_000;
const DEVICE = 'colorbook.device';

/** This browser, for the server's log. */
function deviceId(): string {
  const id = localStorage.getItem(DEVICE) ?? randomId();
  localStorage.setItem(DEVICE, id);
  return id;
}

/**
 * Sends edits as the person who made them, or throws `OtherPerson`; with a cursor it also asks what is new since. Safe to
 * repeat.
 */
export const sendEdits = (ownerId: string, edits: OfflineEdit[], cursor?: string | null): Promise<SyncAnswer> =>
  dataOf(
    apiAs(ownerId).POST('/api/sync', {
      body: { clientId: deviceId(), edits, cursor },
      signal: AbortSignal.timeout(LONGEST_MS),
    }),
  );
