import { deviceStore } from './device-store.js';
import { isAway } from './problem.js';
import { user } from './session.js';

/** Some shelves of books with their pictures; the least lately seen goes first. */
const MOST_KEPT = 400;
const TRIM_EVERY = 50;
let written = 0;

/**
 * What the server answers; when it is away, what it answered last in this browser. For what somebody needs to go on
 * with a book they have had open. Never one person's for another.
 */
export async function kept<T>(name: string, load: () => Promise<T>): Promise<T> {
  const ownerId = user.value?.id;
  try {
    const value = await load();
    // The answer does not wait for the store, and is as good when there is no room for it.
    if (ownerId && ownerId === user.value?.id) void keep(ownerId, name, value).catch(() => undefined);
    return value;
  } catch (error) {
    const found = ownerId && isAway(error) ? await find(ownerId, name).catch(() => undefined) : undefined;
    if (!found) throw error;
    return found.value as T;
  }
}

const keyOf = (ownerId: string, name: string): string => `${ownerId} ${name}`;

async function keep(ownerId: string, name: string, value: unknown): Promise<void> {
  const store = await deviceStore();
  await store.put('views', { key: keyOf(ownerId, name), ownerId, seenAt: Date.now(), value });
  written += 1;
  if (written % TRIM_EVERY === 0) await trim();
}

const find = async (ownerId: string, name: string) => (await deviceStore()).get('views', keyOf(ownerId, name));

/** Makes what is kept under this name newer; what is not kept stays so. */
export async function changeKept<T>(name: string, change: (value: T) => T): Promise<void> {
  const ownerId = user.value?.id;
  const found = ownerId && (await find(ownerId, name));
  if (found) await (await deviceStore()).put('views', { ...found, value: change(found.value as T) });
}

export async function forgetKept(...names: string[]): Promise<void> {
  const store = await deviceStore();
  const ownerId = user.value?.id;
  if (ownerId) for (const name of names) await store.delete('views', keyOf(ownerId, name));
}

async function trim(): Promise<void> {
  const change = (await deviceStore()).transaction('views', 'readwrite');
  let over = (await change.store.count()) - MOST_KEPT;
  for (let at = await change.store.index('seenAt').openCursor(); at && over > 0; at = await at.continue()) {
    await at.delete();
    over -= 1;
  }
  await change.done;
}

/** When somebody signs out: who sits here next is not to find their books. */
export async function forgetViews(): Promise<void> {
  await (await deviceStore()).clear('views');
}
