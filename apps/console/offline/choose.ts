import type { SyncConflict, SyncValue } from '#contracts/sync.js';
import type { PendingEdit } from '../api/offline/device-store.js';
import { newEdit } from './new-edit.js';

/**
 * What stands in the outbox instead of an edit when one of its fields was chosen. What the person keeps goes as a new
 * edit over what they have now seen there, so that a third change is found again; keeping what is there sends nothing.
 * Other fields wait for their choice.
 */
export function chosen(edit: PendingEdit, { field, theirs }: SyncConflict, value: SyncValue): PendingEdit[] {
  const conflicts = edit.conflicts.filter((other) => other.field !== field);
  const rest = conflicts.length > 0 ? [{ ...edit, conflicts }] : [];
  if (value === theirs) return rest;
  return [...rest, newEdit(edit.ownerId, { ...edit, base: { [field]: theirs }, changes: { [field]: value } })];
}

/**
 * Who changes a field twice offline is asked about it once: the later edit was made on the earlier one, so its words
 * stand, over what the person saw at first. Gives both as they are then; the earlier may have nothing left to ask.
 */
export function joined(earlier: PendingEdit, later: PendingEdit): [earlier: PendingEdit, later: PendingEdit] {
  if (earlier.bookId !== later.bookId || earlier.page !== later.page) return [earlier, later];
  const before = (one: SyncConflict) =>
    earlier.conflicts.find(({ field, mine }) => field === one.field && mine === one.base);
  const conflicts = later.conflicts.map((one) => ({ ...one, base: before(one)?.base ?? one.base }));
  const left = earlier.conflicts.filter((one) => !later.conflicts.some((other) => before(other) === one));
  return [
    { ...earlier, conflicts: left },
    { ...later, conflicts },
  ];
}
