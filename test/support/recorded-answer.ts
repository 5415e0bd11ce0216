/** What goes on with time, or with the next reconciliation, and texts for people that the program words. */
const CHANGES = new Set(['eta', 'lastSeen', 'runId', 'comparison', 'nextCursor', 'obstacles', 'words', 'message']);
/** Lines of a month that new work adds to. */
const GROWS = /^provider-/;

/** The sandbox of Google takes another port where its own is taken. */
const withoutPort = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1') : value;

/** What a recorded answer has in it that has to stay. */
export function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !GROWS.test(accountOf(each))).map(lasting);
  if (!isObject(value)) return withoutPort(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !CHANGES.has(name))
      .map(([name, each]) => [name, lasting(each)]),
  );
}

/** Of an answer of now, the parts that a recorded one has, too: lists may have grown since. */
export function sameParts(then: unknown, now: unknown): unknown {
  if (Array.isArray(then) && Array.isArray(now))
    return then
      .filter((each) => !GROWS.test(accountOf(each)))
      .flatMap((each) => {
        const same = (now as unknown[]).find((other) => keyOf(other) === keyOf(each));
        return same === undefined ? [] : [sameParts(each, same)];
      });
  if (!isObject(then) || !isObject(now)) return withoutPort(now);
  return Object.fromEntries(Object.entries(now).map(([name, each]) => [name, sameParts(then[name], each)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By which an entry of a list is known again; an entry without such a name is known by what it says. */
function keyOf(entry: unknown): string {
  if (!isObject(entry)) return String(entry);
  const name = ['id', 'seq', 'number', 'name', 'account', 'jobId'].find((each) => entry[each] !== undefined);
  return name ? `${name} ${String(entry[name])}` : JSON.stringify(entry);
}

const accountOf = (entry: unknown): string => (isObject(entry) ? String(entry['account'] ?? '') : '');
