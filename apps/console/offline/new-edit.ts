import type { PendingEdit } from '../api/offline/device-store.js';
import { randomId } from '../api/session/random-id.js';

export type EditMade = Pick<PendingEdit, 'bookId' | 'page' | 'base' | 'changes' | 'title'>;

/** An edit as it goes into the outbox. */
export const newEdit = (ownerId: string, { bookId, page, base, changes, title }: EditMade): PendingEdit => ({
  id: randomId(),
  ownerId,
  bookId,
  page,
  base,
  changes,
  title,
  madeAt: new Date().toISOString(),
  state: 'waiting',
  conflicts: [],
  problem: null,
});
