import type { Connection } from '#database/database.js';
import type {
  ChargeCase,
  LocalEntitlement,
  LocalOrder,
  LocalPayment,
  RemoteCharge,
  RemoteTransaction,
  Side,
  Window,
} from '../matching/facts.js';
import { groupBy } from './group-by.js';
import { ledgerOf, withheldFor } from './read-ledger.js';

/** Both sides of some charges, in a constant number of queries. */
export async function chargeCases(
  db: Connection,
  window: Window,
  lastPayout: ReadonlyMap<string, Date>,
  ids: string[],
): Promise<ChargeCase[]> {
  const [records, payments, sides, siblings, withheld] = await Promise.all([
    recordsOf(db, ids),
    paymentsOf(db, ids),
    sidesOf(db, ids),
    siblingsOf(db, ids),
    withheldFor(db, ids),
  ]);
  const linked = transactionsOf(records, payments, sides);
  const [ledger, users, usage] = await Promise.all([
    ledgerOf(db, [...linked.keys()]),
    usersOf(db, records, payments),
    emptyUsageOf(db, payments),
  ]);
  const facts = groupBy([...ledger.values()], ({ transactionId }) => linked.get(transactionId) ?? '');
  const recordsBy = groupBy(records, ({ chargeId }) => chargeId);
  const sidesBy = groupBy(sides, ({ paymentId }) => paymentId);
  const siblingsBy = groupBy(siblings, ({ of }) => of);
  const paymentBy = new Map(payments.map((payment) => [payment.id, payment]));
  return ids.map((id): ChargeCase => {
    const theirs = recordsBy.get(id) ?? [];
    const ours = sidesBy.get(id) ?? [];
    const row = paymentBy.get(id);
    const charge = theirs.find(({ kind }) => kind === 'charge');
    return {
      kind: 'charge',
      id,
      window,
      remote: {
        charge: charge ? remoteCharge(charge, users.get(charge.customerId ?? '') ?? null) : null,
        transactions: theirs.filter(({ kind }) => kind === 'balance_transaction').map(remoteTransaction),
        refunds: theirs.filter(({ kind }) => kind === 'refund').map(remoteSide),
        disputes: theirs.filter(({ kind }) => kind === 'dispute').map(remoteSide),
        lastPayout,
      },
      local: {
        payment: row ? localPayment(row) : null,
        order: row ? orderOf(row) : null,
        entitlement: row ? entitlementOf(row) : null,
        refunds: ours.filter(({ kind }) => kind === 'refund'),
        disputes: ours.filter(({ kind }) => kind === 'dispute'),
        withheld,
        ledger: facts.get(id) ?? [],
        siblings: siblingsBy.get(id) ?? [],
        usage: { settled: usage.get(row?.entitlementId ?? '') ?? 0, drawn: 0 },
      },
    };
  });
}

export interface RecordRow {
  kind: string;
  id: string;
  type: string;
  category: string;
  status: string;
  amount: bigint;
  fee: bigint;
  net: bigint;
  refunded: bigint;
  currency: string;
  sourceId: string | null;
  chargeId: string;
  customerId: string | null;
  payoutId: string | null;
  disputed: boolean;
  availableAt: Date | null;
  createdAt: Date;
}

const recordsOf = (db: Connection, ids: string[]): Promise<RecordRow[]> => db.$queryRaw<RecordRow[]>`
  SELECT kind, id, type, category, status, amount, fee, net, refunded, currency, "sourceId", "chargeId", "customerId", "payoutId",
    disputed, "availableAt", "createdAt"
  FROM "StripeRecord" WHERE "chargeId" = ANY(${ids}::text[]) AND kind <> 'payout'`;

interface PaymentRow extends LocalPayment {
  balanceTransactionId: string | null;
  orderState: string | null;
  orderAmount: bigint | null;
  orderCurrency: string | null;
  paidAt: Date | null;
  entitlementId: string | null;
  entitledId: string | null;
  entitledAt: Date | null;
  revokedAt: Date | null;
}

const paymentsOf = (db: Connection, ids: string[]): Promise<PaymentRow[]> => db.$queryRaw<PaymentRow[]>`
  SELECT p.id, p.amount, p.currency, p.state, p.at, p.refunded, p.disputed, p.fee, p."settledCurrency", p."orderId", p."balanceTransactionId",
    COALESCE(o."userId", b."userId") AS "userId", o.state AS "orderState", o.amount AS "orderAmount", o.currency AS "orderCurrency",
    o."paidAt", e.id AS "entitlementId", e."userId" AS "entitledId", e."createdAt" AS "entitledAt", e."revokedAt"
  FROM "Payment" p
  LEFT JOIN "Order" o ON o.id = p."orderId"
  LEFT JOIN "Entitlement" e ON e."orderId" = o.id
  LEFT JOIN "BillingAccount" b ON b."customerId" = p."customerId"
  WHERE p.id = ANY(${ids}::text[])`;

interface SideRow extends Side {
  kind: 'refund' | 'dispute';
  paymentId: string;
  balanceTransactionId: string | null;
}

const sidesOf = (db: Connection, ids: string[]): Promise<SideRow[]> => db.$queryRaw<SideRow[]>`
  SELECT 'refund' AS kind, id, "paymentId", amount, currency, state, at, "balanceTransactionId" FROM "Refund"
  WHERE "paymentId" = ANY(${ids}::text[])
  UNION ALL
  SELECT 'dispute', id, "paymentId", amount, currency, state, at, NULL FROM "Dispute" WHERE "paymentId" = ANY(${ids}::text[])`;

/** Other payments of the same order or invoice that succeeded and stand. */
const siblingsOf = (db: Connection, ids: string[]): Promise<{ of: string; id: string; at: Date }[]> => db.$queryRaw`
  SELECT p.id AS of, s.id, s.at FROM "Payment" p JOIN "Payment" s ON s."orderId" = p."orderId"
  WHERE p.id = ANY(${ids}::text[]) AND s.id <> p.id AND s.state = 'succeeded' AND s.refunded < s.amount
  UNION
  SELECT p.id, s.id, s.at FROM "Payment" p JOIN "Payment" s ON s."invoiceId" = p."invoiceId"
  WHERE p.id = ANY(${ids}::text[]) AND s.id <> p.id AND s.state = 'succeeded' AND s.refunded < s.amount`;

/** Which charge each balance transaction belongs to, by either side. */
function transactionsOf(records: RecordRow[], payments: PaymentRow[], sides: SideRow[]): Map<string, string> {
  const linked = new Map<string, string>();
  for (const { balanceTransactionId, paymentId } of sides)
    if (balanceTransactionId) linked.set(balanceTransactionId, paymentId);
  for (const { balanceTransactionId, id } of payments) if (balanceTransactionId) linked.set(balanceTransactionId, id);
  for (const { kind, id, chargeId } of records) if (kind === 'balance_transaction') linked.set(id, chargeId);
  return linked;
}

/** Only where our books don't have the payment, which would say it. */
async function usersOf(db: Connection, records: RecordRow[], payments: PaymentRow[]): Promise<Map<string, string>> {
  const known = new Set(payments.map(({ id }) => id));
  const customers = records.flatMap(({ kind, id, customerId }) =>
    kind === 'charge' && customerId && !known.has(id) ? [customerId] : [],
  );
  if (customers.length === 0) return new Map();
  const rows = await db.billingAccount.findMany({ where: { customerId: { in: customers } } });
  return new Map(rows.map(({ customerId, userId }) => [customerId ?? '', userId]));
}

/** Drawings counted under an access of which none exists; looked for only as long as none was found. */
async function emptyUsageOf(db: Connection, payments: PaymentRow[]): Promise<Map<string, number>> {
  const ids = payments.flatMap(({ entitlementId }) => entitlementId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; settled: number }[]>`
    SELECT e.id, (
      SELECT sum(u.generations)::int FROM "UsageEntry" u
      WHERE u."userId" = e."userId" AND u.kind = 'settle' AND starts_with(u.period, e.id || ':')
    ) AS settled
    FROM "Entitlement" e
    WHERE e.id = ANY(${ids}::uuid[])
      AND EXISTS (
        SELECT FROM "UsageEntry" u WHERE u."userId" = e."userId" AND u.kind = 'settle' AND starts_with(u.period, e.id || ':')
      )
      AND NOT EXISTS (
        SELECT FROM "UsageEntry" u JOIN "ArtVersion" a ON a."jobId" = u."jobId"
        WHERE u."userId" = e."userId" AND u.kind = 'settle' AND starts_with(u.period, e.id || ':')
      )`;
  return new Map(rows.map(({ id, settled }) => [id, settled]));
}

const remoteCharge = (row: RecordRow, userId: string | null): RemoteCharge => ({
  ...remoteSide(row),
  refunded: row.refunded,
  disputed: row.disputed,
  userId,
});

export const remoteSide = ({ id, amount, currency, status, createdAt }: RecordRow): Side => ({
  id,
  amount,
  currency,
  state: status,
  at: createdAt,
});

export const remoteTransaction = ({ createdAt, ...row }: RecordRow): RemoteTransaction => ({ ...row, at: createdAt });

const localPayment = (row: PaymentRow): LocalPayment => row;

const orderOf = (row: PaymentRow): LocalOrder | null =>
  row.orderId && row.userId
    ? {
        id: row.orderId,
        userId: row.userId,
        state: row.orderState ?? '',
        amount: row.orderAmount ?? 0n,
        currency: row.orderCurrency ?? row.currency,
        paidAt: row.paidAt,
      }
    : null;

const entitlementOf = (row: PaymentRow): LocalEntitlement | null =>
  row.entitlementId && row.entitledId && row.entitledAt
    ? { id: row.entitlementId, userId: row.entitledId, createdAt: row.entitledAt, revokedAt: row.revokedAt }
    : null;
