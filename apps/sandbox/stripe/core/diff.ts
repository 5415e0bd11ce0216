export const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `previous_attributes` of an event: old values of the fields that changed; of hashes only the keys that changed. */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const previous: Record<string, unknown> = {};
  const old: Record<string, unknown> = { ...before };
  const fresh: Record<string, unknown> = { ...after };
  for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const [was, is] = [old[key], fresh[key]];
    if (was === is || JSON.stringify(was) === JSON.stringify(is)) continue;
    previous[key] =
      isPlain(was) && isPlain(is) && was['object'] === undefined ? previousAttributes(was, is) : (was ?? null);
  }
  return previous;
}
