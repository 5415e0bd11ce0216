import { firstOf } from '#contracts/items.js';
import type { Connection, Database } from '#database/database.js';

/** A place in the order of refreshes, taken before Stripe is called. */
export type Turn = bigint;

export async function takeTurn(db: Database): Promise<Turn> {
  return firstOf(await db.$queryRaw<{ turn: bigint }[]>`SELECT nextval('stripe_look_turn') AS turn`).turn;
}

/**
 * True when what was seen may be written down: no look that began later has written before. Whoever began later has
 * seen everything that this one was told to look for. The row stays locked until the transaction ends, so that looks
 * at one object are written one after the other, and no connection is held while Stripe answers.
 */
export async function isNewest(tx: Connection, objectId: string, turn: Turn): Promise<boolean> {
  const written = await tx.$queryRaw<unknown[]>`
    INSERT INTO "StripeRefresh" (id, turn) VALUES (${objectId}, ${turn})
    ON CONFLICT (id) DO UPDATE SET turn = EXCLUDED.turn WHERE "StripeRefresh".turn < EXCLUDED.turn
    RETURNING 1 AS one`;
  return written.length > 0;
}
