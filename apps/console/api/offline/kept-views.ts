import { deviceStore } from './device-store.js';
import { isAway } from '../session/problem.js';
import { user } from '../session/session.js';

/** Some shelves of books with their pictures; the least lately seen goes first. */
const MOST_KEPT = 400;
const TRIM_EVERY = 50;
let written = 0;

/**
 * What the server answers; when it is away, what it answered last in this browser. For what somebody needs to go on
 * with a book they have had open. Never one person's for another. `told`: a sync tells when it changes
 * (kept-changes.ts), so what is kept is never set back to before that.
 */
export async function kept<T>(name: string, load: () => Promise<T>, told = false): Promise<T> {
  const ownerId = user.value?.id;
  const before = ownerId && told ? timesTold(ownerId).catch(() => 0) : undefined;
  try {
    const value = await load();
    // The answer does not wait for the store, and is as good when there is no room for it.
    if (ownerId && ownerId === user.value?.id) void keep(ownerId, name, value, before, load).catch(() => undefined);
    return value;
  } catch (error) {
    const found = ownerId && isAway(error) ? await find(ownerId, name).catch(() => undefined) : undefined;
    if (!found) throw error;
    return found.value as T;
  }
}

export const keyOf = (ownerId: string, name: string): string => `${ownerId} ${name}`;

async function keep<T>(
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
  // Something was told while this was on its way: which of both is newer, only the server knows.
  if (now !== before) return void (await kept(name, load, true));
  written += 1;
  if (written % TRIM_EVERY === 0) await trim();
}

const find = async (ownerId: string, name: string) => (await deviceStore()).get('views', keyOf(ownerId, name));
const timesTold = async (ownerId: string): Promise<number> =>
  (await (await deviceStore()).get('told', ownerId))?.times ?? 0;

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
  const change = (await deviceStore()).transaction(['views', 'told'], 'readwrite');
  await Promise.all([change.objectStore('views').clear(), change.objectStore('told').clear(), change.done]);
}
