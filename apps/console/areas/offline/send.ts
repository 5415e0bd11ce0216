import { watch } from 'vue';
import { away } from '../../api/connection.js';
import { deviceStore, type KeptEdit } from '../../api/device-store.js';
import { ApiProblem } from '../../api/problem.js';
import { user } from '../../api/session.js';
import { sendEdits } from '../../api/sync.js';
import { settle, waiting } from './outbox.js';

/** Far less than the server takes at once: what breaks off is small. */
const AT_ONCE = 25;
const LONGEST_WAIT_MS = 30_000;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, now and whenever there is hope again. Called once, at the root. */
export function sendFromNow(): void {
  watch([() => user.value?.id, () => waiting.value.length, away], () => away.value || void send(), { immediate: true });
  window.addEventListener('online', () => void send());
}

/** One tab at a time, in the order in which the edits were made. Never throws: what could not be sent waits on. */
export async function send(): Promise<void> {
  clearTimeout(timer);
  try {
    await navigator.locks.request('colorbook-outbox', sendAll);
    failures = 0;
  } catch (error) {
    failures += 1;
    const asked = error instanceof ApiProblem ? error.retryAfterSeconds * 1000 : 0;
    const pause = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
    if (waiting.value.length > 0) timer = setTimeout(() => void send(), Math.max(asked, pause));
  }
}

async function sendAll(): Promise<void> {
  for (;;) {
    const ownerId = user.value?.id;
    if (!ownerId) return;
    const next = await nextOf(ownerId);
    if (next.length === 0) return;
    await settle(next, await resultsOf(ownerId, next));
  }
}

async function nextOf(ownerId: string): Promise<KeptEdit[]> {
  const found = await (await deviceStore()).getAllFromIndex('edits', 'owner', ownerId);
  return found.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE);
}

/** A body that the server can't read as a whole is sent edit by edit: one that is amiss keeps no other. */
async function resultsOf(ownerId: string, edits: KeptEdit[]) {
  try {
    return (await sendEdits(ownerId, edits.map(asSent))).results;
  } catch (error) {
    if (!(error instanceof ApiProblem) || ![413, 422].includes(error.status)) throw error;
    const [only, ...others] = edits;
    if (!only || others.length === 0)
      return [{ id: only?.id ?? '', outcome: 'refused' as const, conflicts: [], problem: error.message }];
    return resultsOf(ownerId, [only]);
  }
}

/** Without what only this browser needs to know. */
export const asSent = ({ id, projectId, page, base, changes }: KeptEdit) => ({ id, projectId, page, base, changes });
