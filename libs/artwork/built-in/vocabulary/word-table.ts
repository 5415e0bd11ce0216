/** A table that is looked up by words which people wrote: "constructor" and "toString" are no entries of it. */
export function wordTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries);
}
