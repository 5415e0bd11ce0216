/** The entry of a map that has one for each key that is asked for. Throws when it has none. */
export function entryOf<K, V>(entries: ReadonlyMap<K, V>, key: K): V {
  const entry = entries.get(key);
  if (entry === undefined) throw new Error(`There is no entry for ${String(key)}.`);
  return entry;
}
