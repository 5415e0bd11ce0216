import type { KeptEdit } from '../api/offline/device-store.js';
import { randomId } from '../api/session/random-id.js';

export type EditMade = Pick<KeptEdit, 'bookId' | 'page' | 'base' | 'changes' | 'title'>;

/** An edit as it goes into the outbox. */
export const newEdit = (ownerId: string, { bookId, page, base, changes, title }: EditMade): KeptEdit => ({
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
