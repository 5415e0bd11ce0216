/** Whether a value is one of a list of known ones. */
export const isOneOf = <T>(known: readonly T[], value: unknown): value is T => known.some((each) => each === value);

/** The keys of a table whose type names all of them. An object that may hold further keys is none. */
export const keysOf = <T extends object>(table: T): (keyof T & string)[] =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- TypeScript types keys as string, as an object may hold more
  Object.keys(table) as (keyof T & string)[];
