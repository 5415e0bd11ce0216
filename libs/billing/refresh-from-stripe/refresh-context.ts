import type Stripe from 'stripe';
import type { Connection, Database } from '#database/database.js';
import { isNewest, takeTurn } from './refresh-order.js';
import { callStripe } from '#stripe/stripe-gateway.js';

export interface RefreshContext {
  db: Database;
  stripe: Stripe;
  /** Notifies the author's open windows that plan or payments changed; call it last in the transaction. */
  publish(tx: Connection, userId: string): Promise<void>;
}

/** More charges or refunds than this of one object are an error. */
export const MAX_COUNT = 100;

/**
 * Fetches an object from Stripe and stores it unless a newer refresh has. Events only name the object, so it
 * does not matter in which order they come, how often, or whether some are lost. `fetch` gives null for what is not ours.
 */
export async function refreshInTurn<T>(
  { db, publish }: RefreshContext,
  objectId: string,
  fetch: () => Promise<T | null>,
  write: (tx: Connection, seen: T) => Promise<string | null>,
): Promise<T | null> {
  const turn = await takeTurn(db);
  const seen = await callStripe(fetch);
  if (seen === null) return null;
  await db.$transaction(async (tx) => {
    if (!(await isNewest(tx, objectId, turn))) return;
    const userId = await write(tx, seen);
    if (userId) await publish(tx, userId);
  });
  return seen;
}
