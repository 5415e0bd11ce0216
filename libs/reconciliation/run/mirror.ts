import type { Connection } from '#database/database.js';
import type { RemoteRecord } from './remote-records.js';

type TextColumn = {
  [K in keyof RemoteRecord]: RemoteRecord[K] extends string | null ? K : never;
}[keyof RemoteRecord];

/**
 * Writes Stripe's records into the mirror, one or many pages at once; idempotent. A link to a payout or a
 * charge that is known already stays, since a plain list does not include it.
 */
export async function mirror(db: Connection, runId: string, records: RemoteRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = [...new Map(records.map((record) => [`${record.kind}:${record.id}`, record])).values()];
  const text = (key: TextColumn) => rows.map((row) => row[key]);
  const moments = (key: 'availableAt' | 'createdAt') => rows.map((row) => row[key]?.toISOString() ?? null);
  await db.$executeRaw`
    INSERT INTO "StripeRecord" AS was (kind, id, type, category, status, amount, fee, net, refunded, currency, "sourceId", "chargeId",
      "balanceTransactionId", "paymentIntentId", "customerId", disputed, "payoutId", automatic, "availableAt", "createdAt", "runId")
    SELECT kind, id, type, category, status, amount, fee, net, refunded, currency, "sourceId", "chargeId",
      "balanceTransactionId", "paymentIntentId", "customerId", disputed, "payoutId", automatic, "availableAt", "createdAt", ${runId}::uuid
    FROM unnest(
      ${text('kind')}::text[], ${text('id')}::text[], ${text('type')}::text[], ${text('category')}::text[], ${text('status')}::text[],
      ${rows.map(({ amount }) => amount)}::bigint[], ${rows.map(({ fee }) => fee)}::bigint[],
      ${rows.map(({ net }) => net)}::bigint[], ${rows.map(({ refunded }) => refunded)}::bigint[], ${text('currency')}::text[],
      ${text('sourceId')}::text[], ${text('chargeId')}::text[], ${text('balanceTransactionId')}::text[],
      ${text('paymentIntentId')}::text[], ${text('customerId')}::text[], ${rows.map(({ disputed }) => disputed)}::boolean[],
      ${text('payoutId')}::text[], ${rows.map(({ automatic }) => automatic)}::boolean[],
      ${moments('availableAt')}::timestamptz[], ${moments('createdAt')}::timestamptz[]
    ) AS told (kind, id, type, category, status, amount, fee, net, refunded, currency, "sourceId", "chargeId",
      "balanceTransactionId", "paymentIntentId", "customerId", disputed, "payoutId", automatic, "availableAt", "createdAt")
    ON CONFLICT (kind, id) DO UPDATE SET
      type = EXCLUDED.type, category = EXCLUDED.category, status = EXCLUDED.status, amount = EXCLUDED.amount, fee = EXCLUDED.fee, net = EXCLUDED.net,
      refunded = EXCLUDED.refunded, currency = EXCLUDED.currency, "sourceId" = EXCLUDED."sourceId",
      "chargeId" = COALESCE(EXCLUDED."chargeId", was."chargeId"),
      "balanceTransactionId" = EXCLUDED."balanceTransactionId", "paymentIntentId" = EXCLUDED."paymentIntentId",
      "customerId" = EXCLUDED."customerId", disputed = EXCLUDED.disputed,
      "payoutId" = COALESCE(EXCLUDED."payoutId", was."payoutId"), automatic = EXCLUDED.automatic,
      "availableAt" = EXCLUDED."availableAt", "createdAt" = EXCLUDED."createdAt", "runId" = EXCLUDED."runId"
    WHERE (was.status, was.amount, was.fee, was.net, was.refunded, was.currency, was.type, was.category, was."sourceId", was."balanceTransactionId",
        was.disputed, was."availableAt", was."createdAt")
      IS DISTINCT FROM (EXCLUDED.status, EXCLUDED.amount, EXCLUDED.fee, EXCLUDED.net, EXCLUDED.refunded, EXCLUDED.currency,
        EXCLUDED.type, EXCLUDED.category, EXCLUDED."sourceId", EXCLUDED."balanceTransactionId", EXCLUDED.disputed, EXCLUDED."availableAt", EXCLUDED."createdAt")
      OR (EXCLUDED."payoutId" IS NOT NULL AND was."payoutId" IS DISTINCT FROM EXCLUDED."payoutId")
      OR (EXCLUDED."chargeId" IS NOT NULL AND was."chargeId" IS DISTINCT FROM EXCLUDED."chargeId")`;
}

/** Gives a refund's and a dispute's movements their charge, by the refund or dispute itself. */
export async function linkTransactions(db: Connection, span: { from: Date; to: Date }): Promise<void> {
  await db.$executeRaw`
    UPDATE "StripeRecord" AS txn SET "chargeId" = source."chargeId"
    FROM "StripeRecord" AS source
    WHERE txn.kind = 'balance_transaction' AND txn."createdAt" >= ${span.from} AND txn."createdAt" < ${span.to}
      AND txn."chargeId" IS NULL AND source.kind IN ('refund', 'dispute') AND source.id = txn."sourceId"
      AND source."chargeId" IS NOT NULL`;
}
