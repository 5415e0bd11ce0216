import { computed, shallowRef, watch } from 'vue';
import type { SyncResult } from '#contracts/sync.js';
import { deviceStore, type PendingEdit } from '../api/offline/device-store.js';
import { user } from '../api/session/session.js';
import { joined } from './choose.js';

/** What waits in this browser of the person who is signed in, oldest first; the same in all tabs. */
export const edits = shallowRef<PendingEdit[]>([]);
export const waiting = computed(() => edits.value.filter(({ state }) => state === 'waiting'));
/** What the server did not take, and the person has to look at. */
export const toChoose = computed(() => edits.value.filter(({ state }) => state !== 'waiting'));

type Listener = (arrived: PendingEdit[]) => void;

/** Told to all tabs, this one too: edits that are on the server now, or null when only the outbox looks different. */
const channel = new BroadcastChannel('colorbook-outbox');
const listeners = new Set<Listener>();
export const onArrived = (listener: Listener): void => void listeners.add(listener);
export function notifyArrived(arrived: PendingEdit[]): void {
  for (const listener of listeners) listener(arrived);
}

/** Shows what is in the store. Listeners hear of arrived edits first, so that they never look undone in between. */
async function show(arrived: PendingEdit[] | null): Promise<void> {
  const ownerId = user.value?.id;
  if (arrived) notifyArrived(arrived.filter((edit) => edit.ownerId === ownerId));
  const found = ownerId ? await (await deviceStore()).getAllFromIndex('edits', 'owner', ownerId) : [];
  if (ownerId === user.value?.id) edits.value = found;
}

export async function changed(arrived: PendingEdit[] | null): Promise<void> {
  channel.postMessage(arrived);
  await show(arrived);
}

/** From now on, for whoever is signed in. Without a store there is nothing to show. */
export function followOutbox(): void {
  channel.addEventListener('message', ({ data }: MessageEvent<PendingEdit[] | null>) => void show(data));
  watch(
    () => user.value?.id,
    () => void show(null).catch(() => (edits.value = [])),
    { immediate: true },
  );
}

/** Resolves when the edit is stored. Throws when it is not: no space, no store. */
export async function addEdit(edit: PendingEdit): Promise<void> {
  const change = await writing();
  await Promise.all([change.store.add(edit), change.done]);
  await changed(null);
}

/** The store gives an edit its place; what was read from it has one. */
function placeOf({ place }: PendingEdit): number {
  if (place === undefined) throw new RangeError('This edit was not stored.');
  return place;
}

/** Replaces an edit in one transaction. */
export async function replace(edit: PendingEdit, by: PendingEdit[]): Promise<void> {
  const change = await writing();
  const still = await change.store.get(placeOf(edit));
  // Another tab has replaced it already; its choice stays.
  if (still && JSON.stringify(still) === JSON.stringify(edit)) {
    await change.store.delete(placeOf(edit));
    for (const each of by) await change.store.add(each);
  }
  await change.done;
  await changed(null);
}

/** Stores the server's results for sent edits. */
export async function applyResults(sent: PendingEdit[], results: SyncResult[]): Promise<void> {
  const change = await writing();
  const arrived: PendingEdit[] = [];
  for (const edit of sent) {
    const result = results.find(({ id }) => id === edit.id);
    if (!result) continue;
    const { outcome, conflicts, problem } = result;
    if (outcome === 'applied') await change.store.delete(placeOf(edit));
    else await putBeside(change.store, { ...edit, state: outcome, conflicts, problem });
    if (outcome !== 'refused') arrived.push(withoutConflicts(edit, result));
  }
  await change.done;
  await changed(arrived);
}

/** In its place, joined with what already waits for a choice of the same field. */
async function putBeside(store: EditStore, edit: PendingEdit): Promise<void> {
  let now = edit;
  for (const other of await store.index('owner').getAll(edit.ownerId)) {
    if (other.state !== 'conflict' || placeOf(other) >= placeOf(edit)) continue;
    const [earlier, later] = joined(other, now);
    now = later;
    if (earlier.conflicts.length === 0) await store.delete(placeOf(other));
    else await store.put(earlier);
  }
  await store.put(now);
}

const writing = async () => (await deviceStore()).transaction('edits', 'readwrite', { durability: 'strict' });
type EditStore = Awaited<ReturnType<typeof writing>>['store'];

/** The part of an edit that is on the server now. */
function withoutConflicts(edit: PendingEdit, { conflicts }: SyncResult): PendingEdit {
  const left = Object.entries(edit.changes).filter(([name]) => !conflicts.some(({ field }) => field === name));
  return { ...edit, changes: Object.fromEntries(left) };
}

/** Resolves with the outcome of an edit, or `waiting` after `ms` milliseconds. */
export function becameOf(id: string, ms: number): Promise<PendingEdit['state'] | 'applied'> {
  const now = (): PendingEdit['state'] | 'applied' => edits.value.find((edit) => edit.id === id)?.state ?? 'applied';
  if (now() !== 'waiting') return Promise.resolve(now());
  return new Promise((resolve) => {
    const stop = watch(edits, () => now() !== 'waiting' && done());
    const timer = setTimeout(() => done(), ms);
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve(now());
    };
  });
}
