/** The item at an index from 0 on. Throws `RangeError` where there is none. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${items.length}`);
  return item;
}

export const firstOf = <T>(items: readonly T[]): T => itemAt(items, 0);
export const lastOf = <T>(items: readonly T[]): T => itemAt(items, items.length - 1);

/** The item at an index that starts over behind the last one; -1 is the last. Throws `RangeError` for an empty list. */
export const cyclicAt = <T>(items: readonly T[], index: number): T => {
  const rest = index % items.length;
  return itemAt(items, rest < 0 ? rest + items.length : rest);
};

/** The value of a key that a map must have. Throws `RangeError` where it has none. */
export function valueAt<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`No entry ${String(key)} in a map of ${map.size}`);
  return value;
}
