import type { Connection } from '#database/database.js';
import type { AccessCase, RefundCase, TransactionCase, Window } from '../matching/facts.js';
import { remoteSide, remoteTransaction } from './charge-cases.js';
import type { RecordRow } from './charge-cases.js';
import { placeOf, wordOf } from './place.js';
import { ledgerOf } from './read-ledger.js';

export interface Batch<T> {
  cases: T[];
  after: string | null;
}

const batchOf = <T, R extends { id: string }>(
  rows: R[],
  take: number,
  at: (row: R) => Date,
  as: (row: R) => T,
): Batch<T> => {
  const last = rows.at(-1);
  return { cases: rows.map(as), after: rows.length === take && last ? wordOf({ at: at(last), id: last.id }) : null };
};

/** Movements of the window that belong to no charge, and to no payout that is matched by itself. */
export async function looseTransactions(
  db: Connection,
  window: Window,
  after: string | null,
  take: number,
): Promise<Batch<TransactionCase>> {
  const { from, to } = window;
  const last = placeOf(after);
  const rows = await db.$queryRaw<RecordRow[]>`
    SELECT t.* FROM "StripeRecord" t
    WHERE t.kind = 'balance_transaction' AND t."createdAt" >= ${from} AND t."createdAt" < ${to} AND t."chargeId" IS NULL
      AND (t."createdAt", t.id) > (${last.at}, ${last.id})
      AND NOT EXISTS (
        SELECT FROM "StripeRecord" po WHERE po.kind = 'payout' AND po.id = t."sourceId" AND po."createdAt" >= ${from} AND po."createdAt" < ${to}
      )
    ORDER BY t."createdAt", t.id LIMIT ${take}`;
  const ledger = await ledgerOf(
    db,
    rows.map(({ id }) => id),
  );
  return batchOf(
    rows,
    take,
    ({ createdAt }) => createdAt,
    (row) => ({
      kind: 'transaction',
      id: row.id,
      window,
      remote: remoteTransaction(row),
      ledger: ledger.get(row.id) ?? null,
    }),
  );
}

/** Entries of the ledger in the window whose transaction Stripe does not have, and no payment or refund claims. */
export async function ledgerOnly(
  db: Connection,
  window: Window,
  after: string | null,
  take: number,
): Promise<Batch<TransactionCase>> {
  const { from, to } = window;
  const last = placeOf(after);
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT t."causeId" AS id, t.at FROM "LedgerTransaction" t
    WHERE t.at >= ${from} AND t.at < ${to} AND t.at >= ${last.at} AND (t.at, t."causeId") > (${last.at}, ${last.id})
      AND starts_with(t.key, 'bt:')
      AND NOT EXISTS (SELECT FROM "StripeRecord" r WHERE r.kind = 'balance_transaction' AND r.id = t."causeId")
      AND NOT EXISTS (SELECT FROM "Payment" p WHERE p."balanceTransactionId" = t."causeId")
      AND NOT EXISTS (SELECT FROM "Refund" f WHERE f."balanceTransactionId" = t."causeId")
    ORDER BY t.at, t."causeId" LIMIT ${take}`;
  const ledger = await ledgerOf(
    db,
    rows.map(({ id }) => id),
  );
  return batchOf(
    rows,
    take,
    ({ at }) => at,
    ({ id }) => ({
      kind: 'transaction',
      id,
      window,
      remote: null,
      ledger: ledger.get(id) ?? null,
    }),
  );
}

/** Refunds of the window whose charge neither Stripe's lists nor our books have. */
export async function strayRefunds(
  db: Connection,
  window: Window,
  after: string | null,
  take: number,
): Promise<Batch<RefundCase>> {
  const { from, to } = window;
  const last = placeOf(after);
  const rows = await db.$queryRaw<(RecordRow & { chargeId: string | null })[]>`
    SELECT r.* FROM "StripeRecord" r
    WHERE r.kind = 'refund' AND r."createdAt" >= ${from} AND r."createdAt" < ${to} AND (r."createdAt", r.id) > (${last.at}, ${last.id})
      AND NOT EXISTS (SELECT FROM "StripeRecord" c WHERE c.kind = 'charge' AND c.id = r."chargeId")
      AND NOT EXISTS (SELECT FROM "Payment" p WHERE p.id = r."chargeId")
    ORDER BY r."createdAt", r.id LIMIT ${take}`;
  return batchOf(
    rows,
    take,
    ({ createdAt }) => createdAt,
    (row) => ({
      kind: 'refund',
      id: row.id,
      window,
      remote: remoteSide(row),
      chargeId: row.chargeId,
    }),
  );
}

interface AccessRow {
  id: string;
  userId: string;
  createdAt: Date;
  revokedAt: Date | null;
  orderId: string;
  state: string;
  amount: bigint;
  currency: string;
  paidAt: Date | null;
}

/**
 * Access granted in the window for an unpaid order. Not where Stripe says that it was paid: by this payment, which
 * is reported as a difference of its state, or by one of this customer that our books lack, reported as missing.
 */
export async function unpaidAccess(
  db: Connection,
  window: Window,
  after: string | null,
  take: number,
): Promise<Batch<AccessCase>> {
  const { from, to } = window;
  const last = placeOf(after);
  const rows = await db.$queryRaw<AccessRow[]>`
    SELECT e.id, e."userId", e."createdAt", e."revokedAt", o.id AS "orderId", o.state, o.amount, o.currency, o."paidAt"
    FROM "Entitlement" e JOIN "Order" o ON o.id = e."orderId"
    WHERE e."createdAt" >= ${from} AND e."createdAt" < ${to} AND (e."createdAt", e.id) > (${last.at}, ${last.id || NOBODY}::uuid)
      AND e."revokedAt" IS NULL AND o.amount > 0
      AND NOT EXISTS (SELECT FROM "Payment" p WHERE p."orderId" = o.id AND p.state = 'succeeded')
      AND NOT EXISTS (
        SELECT FROM "Payment" p JOIN "StripeRecord" c ON c.kind = 'charge' AND c.id = p.id
        WHERE p."orderId" = o.id AND c.status = 'succeeded'
      )
      AND NOT EXISTS (
        SELECT FROM "BillingAccount" b JOIN "StripeRecord" c ON c.kind = 'charge' AND c."customerId" = b."customerId"
        WHERE b."userId" = o."userId" AND c.status = 'succeeded' AND c.amount = o.amount AND c.currency = o.currency
          AND c."createdAt" BETWEEN COALESCE(o."paidAt", e."createdAt") - interval '1 hour'
            AND COALESCE(o."paidAt", e."createdAt") + interval '1 hour'
          AND NOT EXISTS (SELECT FROM "Payment" p WHERE p.id = c.id)
      )
    ORDER BY e."createdAt", e.id LIMIT ${take}`;
  return batchOf(
    rows,
    take,
    ({ createdAt }) => createdAt,
    (row) => ({
      kind: 'access',
      id: row.id,
      window,
      entitlement: { id: row.id, userId: row.userId, createdAt: row.createdAt, revokedAt: row.revokedAt },
      order: {
        id: row.orderId,
        userId: row.userId,
        state: row.state,
        amount: row.amount,
        currency: row.currency,
        paidAt: row.paidAt,
      },
    }),
  );
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
