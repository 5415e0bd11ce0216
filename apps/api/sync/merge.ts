import { printable } from '#contracts/text.js';
import { syncField } from '#contracts/sync.js';
import type { SyncConflict, SyncField, SyncValue } from '#contracts/sync.js';

export type Values = Partial<Record<SyncField, SyncValue | undefined>>;

export interface Merged<T extends Values> {
  /** Fields to write: changed by this edit and by nobody else. */
  take: Partial<T>;
  conflicts: SyncConflict[];
}

/** Three-way merge by field: a change applies when its base value is still current. Equal changes are no conflict. */
export function merge<T extends Values>(base: Values, mine: T, theirs: Values): Merged<T> {
  const take: Partial<T> = { ...mine };
  const conflicts: SyncConflict[] = [];
  for (const name of syncField.options) {
    const wanted = mine[name];
    if (wanted === undefined) continue;
    const [seen, there] = [base[name] ?? '', theirs[name] ?? ''];
    const isThere = same(there, wanted);
    if (!isThere && same(there, seen)) continue;
    delete take[name];
    if (!isThere) conflicts.push({ field: name, base: seen, mine: wanted, theirs: there });
  }
  return { take, conflicts };
}

/** Texts are compared in normalized form; a device may hold them as typed. */
const same = (one: SyncValue, other: SyncValue): boolean =>
  one === other || (typeof one === 'string' && typeof other === 'string' && printable(one) === printable(other));
