import { watch } from 'vue';
import type { SyncAnswer } from '#contracts/sync.js';
import { away } from '../api/session/connection.js';
import { deviceStore, type PendingEdit } from '../api/offline/device-store.js';
import { cursorOf } from '../api/offline/cached-changes.js';
import { ApiProblem } from '../api/session/problem.js';
import { user } from '../api/session/session.js';
import { sendEdits } from '../api/offline/sync.js';
import { inOneTab } from '../api/session/tab-lock.js';
import { applyResults, waiting } from './outbox.js';
import { takeChanges } from './take-changes.js';

/** Far less than the server takes at once: what breaks off is small. */
const AT_ONCE = 25;
const LONGEST_WAIT_MS = 30_000;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, now and whenever there is hope again. Called once, at the root. */
export function sendFromNow(): void {
  // whoever was away, or comes anew, does not know what others did meanwhile
  watch([() => user.value?.id, away], () => away.value || void send(user.value?.role === 'author'), {
    immediate: true,
  });
  watch(
    () => waiting.value.length,
    () => away.value || void send(),
  );
  window.addEventListener('online', () => void send());
}

/**
 * One tab at a time, in the order in which the edits were made; `ask` also when there are none, to hear what is new. Never
 * throws: what could not be sent waits on.
 */
export async function send(ask = false): Promise<void> {
  clearTimeout(timer);
  try {
    await inOneTab('colorbook-outbox', () => sendAll(ask));
    failures = 0;
  } catch (error) {
    failures += 1;
    const asked = error instanceof ApiProblem ? error.retryAfterSeconds * 1000 : 0;
    const pause = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
    if (waiting.value.length > 0 || (ask && isPassing(error)))
      timer = setTimeout(() => void send(ask), Math.max(asked, pause));
  }
}

const isPassing = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status >= 500 || error.status === 429;

async function sendAll(ask: boolean): Promise<void> {
  for (let more = ask; ;) {
    const ownerId = user.value?.id;
    if (!ownerId) return;
    const next = await nextOf(ownerId);
    if (next.length === 0 && !more) return;
    const answer = await exchange(ownerId, next, await cursorOf(ownerId));
    const isKept = await takeChanges(ownerId, answer);
    if (next.length > 0) await applyResults(next, answer.results);
    more = answer.more && isKept;
  }
}

/** A browser without a store has no edits, but can receive changes. */
async function nextOf(ownerId: string): Promise<PendingEdit[]> {
  const store = await deviceStore().catch(() => undefined);
  const found = (await store?.getAllFromIndex('edits', 'owner', ownerId)) ?? [];
  return found.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE);
}

/** A body that the server rejects as a whole is sent edit by edit, so that an invalid edit blocks no other. */
async function exchange(ownerId: string, edits: PendingEdit[], cursor: string | null): Promise<SyncAnswer> {
  try {
    return await sendEdits(ownerId, edits.map(asSent), cursor);
  } catch (error) {
    if (!(error instanceof ApiProblem) || ![413, 422].includes(error.status)) throw error;
    if (error.code === 'invalid-cursor' && cursor !== null) return exchange(ownerId, edits, null);
    const [only, ...others] = edits;
    if (!only) throw error;
    if (others.length > 0) return exchange(ownerId, [only], cursor);
    const refused = { id: only.id, outcome: 'refused' as const, conflicts: [], problem: error.message };
    return { results: [refused], changes: [], cursor: null, more: false, reset: false };
  }
}

/** Without what only this browser needs to know. */
export const asSent = ({ id, bookId, page, base, changes }: PendingEdit) => ({ id, bookId, page, base, changes });
