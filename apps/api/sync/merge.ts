import { printable } from '#contracts/text.js';
import type { SyncConflict, SyncField, SyncValue } from '#contracts/sync.js';

export type Values = Partial<Record<SyncField, SyncValue | undefined>>;

export interface Merged<T extends Values> {
  /** What is to be written: fields that nobody else touched, where they differ from what is there. */
  take: Partial<T>;
  conflicts: SyncConflict[];
}

/** Field by field: an author's change is taken when what they saw is still there. What has come true is no conflict. */
export function merge<T extends Values>(base: Values, mine: T, theirs: Values): Merged<T> {
  const take: Values = {};
  const conflicts: SyncConflict[] = [];
  for (const [name, wanted] of Object.entries(mine) as [SyncField, SyncValue][]) {
    const [seen, there] = [base[name] ?? '', theirs[name] ?? ''];
    if (same(there, wanted)) continue;
    if (same(there, seen)) take[name] = wanted;
    else conflicts.push({ field: name, base: seen, mine: wanted, theirs: there });
  }
  return { take: take as Partial<T>, conflicts };
}

/** Texts are compared as they would be stored: a device may have kept them as they were typed. */
const same = (one: SyncValue, other: SyncValue): boolean =>
  one === other || (typeof one === 'string' && typeof other === 'string' && printable(one) === printable(other));
