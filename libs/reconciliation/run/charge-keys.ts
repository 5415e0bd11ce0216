import type { Connection } from '#database/database.js';
import type { Window } from '../matching/facts.js';
import { placeOf, wordOf } from './place.js';
import type { Place } from './place.js';

/** Ids of the next cases, and where to go on. */
export interface Keys {
  ids: string[];
  after: string | null;
}

const keysOf = (places: Place[], take: number): Keys => {
  const last = places.at(-1);
  return { ids: places.map(({ id }) => id), after: places.length === take && last ? wordOf(last) : null };
};

export async function remoteCharges(db: Connection, { from, to }: Window, after: string | null, take: number) {
  const last = placeOf(after);
  const places = await db.$queryRaw<Place[]>`
    SELECT id, "createdAt" AS at FROM "StripeRecord"
    WHERE kind = 'charge' AND "createdAt" >= ${from} AND "createdAt" < ${to} AND ("createdAt", id) > (${last.at}, ${last.id})
    ORDER BY "createdAt", id LIMIT ${take}`;
  return keysOf(places, take);
}

/** Payments of the window that Stripe’s list does not have. */
export async function localPayments(db: Connection, { from, to }: Window, after: string | null, take: number) {
  const last = placeOf(after);
  const places = await db.$queryRaw<Place[]>`
    SELECT p.id, p.at FROM "Payment" p
    WHERE p.at >= ${from} AND p.at < ${to} AND p.at >= ${last.at} AND (p.at, p.id) > (${last.at}, ${last.id})
      AND NOT EXISTS (SELECT FROM "StripeRecord" r WHERE r.kind = 'charge' AND r.id = p.id)
    ORDER BY p.at, p.id LIMIT ${take}`;
  return keysOf(places, take);
}

/** Charges from before the window that something in it is about: a refund, a dispute, a movement of money. */
export async function olderCharges(db: Connection, { from, to }: Window, after: string | null, take: number) {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT spoken.id FROM (
      SELECT r."chargeId" AS id FROM "StripeRecord" r
      WHERE r.kind IN ('refund', 'dispute', 'balance_transaction') AND r."createdAt" >= ${from} AND r."createdAt" < ${to}
        AND r."chargeId" > ${after ?? ''}
      UNION
      SELECT x."paymentId" FROM "Refund" x WHERE x.at >= ${from} AND x.at < ${to} AND x."paymentId" > ${after ?? ''}
      UNION
      SELECT x."paymentId" FROM "Dispute" x WHERE x.at >= ${from} AND x.at < ${to} AND x."paymentId" > ${after ?? ''}
    ) spoken
    LEFT JOIN "StripeRecord" c ON c.kind = 'charge' AND c.id = spoken.id
    LEFT JOIN "Payment" p ON p.id = spoken.id
    WHERE CASE WHEN c.id IS NULL THEN p.id IS NULL OR p.at < ${from} OR p.at >= ${to}
      ELSE c."createdAt" < ${from} OR c."createdAt" >= ${to} END
    ORDER BY spoken.id LIMIT ${take}`;
  return { ids: rows.map(({ id }) => id), after: rows.length === take ? (rows.at(-1)?.id ?? null) : null };
}
