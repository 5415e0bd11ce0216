import { deviceStore } from './device-store.js';
import { isAway } from '../session/problem.js';
import { user } from '../session/session.js';

/** Enough for some pages of books with their pictures; the least recently seen is deleted first. */
const MAX_KEPT = 400;
const TRIM_EVERY = 50;
let written = 0;

/**
 * The server's answer; when the server is away, its last answer to this user in this browser. `synced`: syncs update the
 * cached value (cached-changes.ts), so an older answer must not replace it.
 */
export async function cached<T>(name: string, load: () => Promise<T>, synced = false): Promise<T> {
  const ownerId = user.value?.id;
  const before = ownerId && synced ? timesTold(ownerId).catch(() => 0) : undefined;
  try {
    const value = await load();
    // The answer does not wait for the store, and does not need it.
    if (ownerId && ownerId === user.value?.id) void store(ownerId, name, value, before, load).catch(() => undefined);
    return value;
  } catch (error) {
    const found = ownerId && isAway(error) ? await find(ownerId, name).catch(() => undefined) : undefined;
    if (!found) throw error;
    // oxlint-disable-next-line typescript/consistent-type-assertions -- stored under this name is what this load gave
    return found.value as T;
  }
}

export const keyOf = (ownerId: string, name: string): string => `${ownerId} ${name}`;

async function store<T>(
  ownerId: string,
  name: string,
  value: T,
  timesBefore: Promise<number> | undefined,
  load: () => Promise<T>,
): Promise<void> {
  const before = await timesBefore;
  const change = (await deviceStore()).transaction(['views', 'told'], 'readwrite');
  const now = before === undefined ? before : ((await change.objectStore('told').get(ownerId))?.times ?? 0);
  if (now === before)
    await change.objectStore('views').put({ key: keyOf(ownerId, name), ownerId, seenAt: Date.now(), value });
  await change.done;
  // A sync was applied meanwhile, so only the server knows which of both is newer.
  if (now !== before) return void (await cached(name, load, true));
  written += 1;
  if (written % TRIM_EVERY === 0) await trim();
}

const find = async (ownerId: string, name: string) => (await deviceStore()).get('views', keyOf(ownerId, name));
const timesTold = async (ownerId: string): Promise<number> =>
  (await (await deviceStore()).get('told', ownerId))?.times ?? 0;

async function trim(): Promise<void> {
  const change = (await deviceStore()).transaction('views', 'readwrite');
  let over = (await change.store.count()) - MAX_KEPT;
  for (let at = await change.store.index('seenAt').openCursor(); at && over > 0; at = await at.continue()) {
    await at.delete();
    over -= 1;
  }
  await change.done;
}

/** When somebody signs out: who sits here next is not to find their books. */
export async function forgetViews(): Promise<void> {
  const change = (await deviceStore()).transaction(['views', 'told'], 'readwrite');
  await Promise.all([change.objectStore('views').clear(), change.objectStore('told').clear(), change.done]);
}
