import type { z } from 'zod';
import { storyForm } from '#contracts/book.js';
import { bookBase, bookChanges, pageBase, pageChanges } from '#contracts/sync.js';
import type { OfflineEdit, SyncConflict } from '#contracts/sync.js';
import type { Connection } from '#database/database.js';
import { ProblemException } from '../http/problem-exception.js';
import { invalidInput } from '../http/validation.pipe.js';
import { bookChange, pageChange, refuseUnfit } from '../books/changes.js';
import { merge } from './merge.js';

/** The edited book or page does not exist or is not the caller's; the two are not distinguished. */
export class NotThere extends Error {
  constructor(message = 'This book or page is not there any more.') {
    super(message);
  }
}

/**
 * Applies an edit and returns the conflicting fields. The row stays locked until the end of
 * the transaction, so that the compared values are the overwritten ones. Throws ProblemException where PATCH would.
 */
export async function takeEffect(tx: Connection, ownerId: string, edit: OfflineEdit): Promise<SyncConflict[]> {
  const book = await tx.book.findFirst({ where: { id: edit.bookId, ownerId }, select: { deletedAt: true } });
  if (!book) throw new NotThere();
  if (book.deletedAt) throw new NotThere('This book is in the trash. Restore it, then send this again.');
  return edit.page === null ? ofBook(tx, edit) : ofPage(tx, edit, edit.page);
}

async function ofBook(tx: Connection, { bookId: id, ...edit }: OfflineEdit): Promise<SyncConflict[]> {
  await tx.$queryRaw`SELECT 1 FROM "Book" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.book.findFirst({ where: { id, deletedAt: null } });
  if (!row) throw new NotThere();
  const { base, changes } = checked(edit, bookBase, bookChanges);
  const { take, conflicts } = merge(base, changes, { ...row, author: storyForm.parse(row.form).author ?? '' });
  if (Object.keys(take).length > 0) await tx.book.update({ where: { id }, data: bookChange(row, take) });
  return conflicts;
}

async function ofPage(tx: Connection, { bookId, ...edit }: OfflineEdit, number: number): Promise<SyncConflict[]> {
  await tx.$queryRaw`SELECT 1 FROM "Page" WHERE "bookId" = ${bookId}::uuid AND number = ${number} FOR NO KEY UPDATE`;
  const row = await tx.page.findUnique({
    where: { bookId_number: { bookId, number } },
    include: { art: { select: { version: true } } },
  });
  if (!row) throw new NotThere();
  const { base, changes } = checked(edit, pageBase, pageChanges);
  refuseUnfit(row, changes);
  const { take, conflicts } = merge(base, changes, row);
  if (Object.keys(take).length > 0) await tx.page.update({ where: { id: row.id }, data: pageChange(take) });
  return conflicts;
}

/** Base and new values of an edit, normalized for storage. */
function checked<B extends object, C extends object>(
  edit: Pick<OfflineEdit, 'base' | 'changes'>,
  baseSchema: z.ZodType<B>,
  changesSchema: z.ZodType<C>,
): { base: B; changes: C } {
  const [changes, base] = [changesSchema.safeParse(edit.changes), baseSchema.safeParse(edit.base)];
  if (!changes.success) throw invalidInput(changes.error.issues);
  if (!base.success)
    throw invalidInput(base.error.issues.map(({ path, ...issue }) => ({ ...issue, path: ['base', ...path] })));
  const missing = Object.keys(changes.data).find((field) => !(field in base.data));
  if (missing) throw new ProblemException(422, 'invalid-input', `base.${missing}: say what it was before`);
  return { base: base.data, changes: changes.data };
}
