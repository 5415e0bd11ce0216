import type { Connection } from '#database/database.js';
import { PAYOUT_TYPES } from '#ledger/balance-transaction-types.js';
import type { PayoutCase, RemotePayout, Window } from '../matching/facts.js';
import { remoteSide, remoteTransaction } from './charge-cases.js';
import type { RecordRow } from './charge-cases.js';
import type { Keys } from './charge-keys.js';
import { groupBy } from './group-by.js';
import { ledgerOf } from './read-ledger.js';

/** Payouts of the window, on either side. */
export async function payoutKeys(
  db: Connection,
  { from, to }: Window,
  after: string | null,
  take: number,
): Promise<Keys> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "StripeRecord" WHERE kind = 'payout' AND "createdAt" >= ${from} AND "createdAt" < ${to} AND id > ${after ?? ''}
    UNION
    SELECT id FROM "Payout" WHERE at >= ${from} AND at < ${to} AND id > ${after ?? ''}
    ORDER BY id LIMIT ${take}`;
  return { ids: rows.map(({ id }) => id), after: rows.length === take ? (rows.at(-1)?.id ?? null) : null };
}

/** Both sides of some payouts. */
export async function payoutCases(db: Connection, window: Window, ids: string[]): Promise<PayoutCase[]> {
  const [records, own, sums, rows, arrived] = await Promise.all([
    db.stripeRecord.findMany({ where: { kind: 'payout', id: { in: ids } } }),
    movementsOf(db, ids),
    linkedOf(db, ids),
    db.payout.findMany({ where: { id: { in: ids } } }),
    db.ledgerTransaction.findMany({
      where: { key: { in: ids.map((id) => `payout-paid:${id}`) } },
      select: { key: true },
    }),
  ]);
  const ledger = await ledgerOf(
    db,
    own.map(({ id }) => id),
  );
  const ownBy = groupBy(own, ({ sourceId }) => sourceId ?? '');
  const sumsBy = groupBy(sums, ({ payoutId }) => payoutId);
  const posted = new Set(arrived.map(({ key }) => key));
  return ids.map((id): PayoutCase => {
    const record = records.find((each) => each.id === id);
    const row = rows.find((each) => each.id === id);
    const movements = (ownBy.get(id) ?? []).map(remoteTransaction);
    const linked = sumsBy.get(id) ?? [];
    return {
      kind: 'payout',
      id,
      window,
      remote: {
        payout: record ? remotePayout(record) : null,
        linked: linked.map(({ net, currency }) => ({ minor: net, currency })),
        transactions: linked.reduce((sum, { count }) => sum + count, 0),
        own: movements,
      },
      local: {
        payout: row ?? null,
        ledger: movements.flatMap((each) => ledger.get(each.id) ?? []),
        arrivalPosted: posted.has(`payout-paid:${id}`),
      },
    };
  });
}

const remotePayout = (
  row: Omit<RecordRow, 'chargeId'> & { chargeId: string | null; automatic: boolean },
): RemotePayout => ({
  ...remoteSide({ ...row, chargeId: '' }),
  automatic: row.automatic,
  arrivesAt: row.availableAt,
});

/** The payout's own leaving of the balance, and its coming back. */
const movementsOf = (db: Connection, ids: string[]): Promise<RecordRow[]> => db.$queryRaw<RecordRow[]>`
  SELECT * FROM "StripeRecord" WHERE kind = 'balance_transaction' AND "sourceId" = ANY(${ids}::text[])`;

/** What is in a payout; the payout's own movement is listed with it, and is no part of the sum. */
const linkedOf = (
  db: Connection,
  ids: string[],
): Promise<{ payoutId: string; currency: string; net: bigint; count: number }[]> => db.$queryRaw`
  SELECT "payoutId", currency, sum(net)::bigint AS net, count(*)::int AS count FROM "StripeRecord"
  WHERE kind = 'balance_transaction' AND "payoutId" = ANY(${ids}::text[]) AND type <> ALL(${PAYOUT_TYPES}::text[])
  GROUP BY "payoutId", currency`;

/** By currency, when the newest automatic payout of the window was made. */
export async function lastPayouts(db: Connection, { from, to }: Window): Promise<Map<string, Date>> {
  const rows = await db.stripeRecord.groupBy({
    by: ['currency'],
    where: {
      kind: 'payout',
      automatic: true,
      createdAt: { gte: from, lt: to },
      status: { notIn: ['failed', 'canceled'] },
    },
    _max: { createdAt: true },
  });
  return new Map(rows.flatMap(({ currency, _max }) => (_max.createdAt ? [[currency, _max.createdAt]] : [])));
}
