import { Inject, Injectable } from '@nestjs/common';
import type { ListPayments, PaymentSummary } from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { Database } from '#database/database.js';
import { folded } from '#contracts/folded-text.js';
import type { Prisma } from '#database/generated/client.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import { refundablesOf } from '#billing/refundable.js';
import { amountsIn, isAmount } from '#ledger/typed-amount.js';
import { paymentSummary, withCustomer } from '../billing/billing-view.js';
import { valueAt } from '#contracts/items.js';
import { DATABASE } from '../tokens.js';
import { isUnresolved } from './exception-filter.js';
import { cutAt, placeOf } from './moment-cursor.js';

type Row = Prisma.PaymentGetPayload<{ include: typeof withCustomer }>;
export type PaymentFilter = Omit<ListPayments, 'cursor' | 'limit'>;

const EXPORT_BATCH = 500;
/** Maximum number of payments that a search term may match. */
const MAX_COUNT = 100;

/** Payments from the ledger, with their Stripe payout. */
@Injectable()
export class FinancePaymentsService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async list({ cursor, limit, ...filter }: ListPayments): Promise<Listing<PaymentSummary>> {
    const place = placeOf(cursor);
    const rest = place ? { OR: [{ at: { lt: place.at } }, { at: place.at, id: { lt: place.id } }] } : {};
    const found = await this.db.payment.findMany({
      where: { AND: [await this.wherePayments(filter), rest] },
      include: withCustomer,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cutAt(found, limit, ({ at, id }) => ({ at, id }));
    return { items: await this.summaries(rows), nextCursor, limit };
  }

  async *all(filter: PaymentFilter): AsyncGenerator<PaymentSummary> {
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await this.list({ ...filter, cursor, limit: EXPORT_BATCH });
      yield* items;
      if (nextCursor === null) return;
      cursor = nextCursor;
    }
  }

  /** Finds payments by any id: Stripe's (payouts included), an order's, a job's or a book's. */
  async find(id: string): Promise<PaymentSummary[]> {
    const rows = await this.db.payment.findMany({
      where: await this.whereNamed(id),
      include: withCustomer,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: MAX_COUNT,
    });
    return this.summaries(rows);
  }

  async one(id: string): Promise<PaymentSummary | null> {
    const row = await this.db.payment.findUnique({ where: { id }, include: withCustomer });
    return row && ((await this.summaries([row]))[0] ?? null);
  }

  private async summaries(rows: Row[]): Promise<PaymentSummary[]> {
    const ids = rows.map(({ id }) => id);
    const transactions = rows.flatMap(({ balanceTransactionId }) => balanceTransactionId ?? []);
    const [refundables, records, items, customers] = await Promise.all([
      refundablesOf(this.db, rows),
      this.db.stripeRecord.findMany({
        where: { kind: 'balance_transaction', id: { in: transactions } },
        select: { id: true, payoutId: true },
      }),
      this.db.reconciliationException.groupBy({
        by: ['chargeId'],
        where: { chargeId: { in: ids }, ...isUnresolved },
        _count: true,
      }),
      this.customersOf(rows),
    ]);
    const payouts = new Map(records.map(({ id, payoutId }) => [id, payoutId]));
    const counts = new Map(items.map(({ chargeId, _count }) => [chargeId, _count]));
    return rows.map((row) =>
      paymentSummary(row, {
        payoutId: payouts.get(row.balanceTransactionId ?? '') ?? null,
        openItems: counts.get(row.id) ?? 0,
        customer: customers.get(row.customerId ?? ''),
        refundable: valueAt(refundables, row.id),
      }),
    );
  }

  /** For payments without an order, such as a declined card: the user with this Stripe customer. */
  private async customersOf(rows: Row[]): Promise<Map<string, PaymentSummary['customer']>> {
    const ids = rows.flatMap(({ order, customerId }) => (order || !customerId ? [] : customerId));
    if (ids.length === 0) return new Map();
    const found = await this.db.billingAccount.findMany({
      where: { customerId: { in: ids } },
      select: { customerId: true, user: { select: { id: true, name: true, email: true } } },
    });
    return new Map(found.map(({ customerId, user }) => [customerId ?? '', user]));
  }

  /** Parses `99.00`, `$99` or `99,00 EUR`, in each currency that has payments. */
  private async whereAmount(given: string): Promise<Prisma.PaymentWhereInput> {
    const currencies = await this.db.payment.findMany({ distinct: ['currency'], select: { currency: true } });
    return {
      OR: currencies.flatMap(({ currency }) =>
        amountsIn(given, currency).map(({ minor }) => ({ amount: minor, currency })),
      ),
    };
  }

  private async whereNamed(id: string): Promise<Prisma.PaymentWhereInput> {
    if (isAmount(id)) return this.whereAmount(id);
    const prefix = /^([a-z]+)_/.exec(id)?.[1];
    switch (prefix) {
      case 'po':
        return { id: { in: await this.charges({ payoutId: id }) } };
      case 'txn':
        return { OR: [{ balanceTransactionId: id }, { id: { in: await this.charges({ id }) } }] };
      case 're':
      case 'pyr':
        return { refunds: { some: { id } } };
      case 'dp':
      case 'du':
        return { disputes: { some: { id } } };
      case 'in':
        return { invoiceId: id };
      case 'pi':
        return { paymentIntentId: id };
      case undefined:
        return { orderId: { in: await this.ordersOf(id) } };
      default:
        return { id };
    }
  }

  private async charges(where: Prisma.StripeRecordWhereInput): Promise<string[]> {
    const rows = await this.db.stripeRecord.findMany({
      where: { ...where, kind: 'balance_transaction', chargeId: { not: null } },
      select: { chargeId: true },
      take: MAX_COUNT,
    });
    return rows.flatMap(({ chargeId }) => chargeId ?? []);
  }

  /** The order itself, or the orders whose access a job or book used. */
  private async ordersOf(id: string): Promise<string[]> {
    if (!/^[0-9a-f-]{36}$/i.test(id)) return [];
    const rows = await this.db.$queryRaw<{ orderId: string }[]>`
      SELECT ${id}::uuid AS "orderId"
      UNION
      SELECT e."orderId" FROM "UsageEntry" u
      JOIN "Entitlement" e ON e."userId" = u."userId" AND starts_with(u.period, e.id || ':')
      WHERE (u."jobId" = ${id}::uuid OR u."jobId" IN (SELECT j.id FROM "Job" j WHERE j."bookId" = ${id}::uuid))
        AND e."orderId" IS NOT NULL
      LIMIT ${MAX_COUNT}`;
    return rows.map(({ orderId }) => orderId);
  }

  private async wherePayments({ month, state, text }: PaymentFilter): Promise<Prisma.PaymentWhereInput> {
    const parts: Prisma.PaymentWhereInput[] = [];
    if (month) {
      const { from, to } = monthNamed(month);
      parts.push({ at: { gte: from, lt: to } });
    }
    if (state === 'refunded') parts.push({ refunded: { gt: 0 } });
    else if (state === 'disputed') parts.push({ disputed: true });
    else if (state) parts.push({ state });
    if (text) {
      const person: Prisma.UserWhereInput = {
        OR: [{ email: { contains: text, mode: 'insensitive' } }, { nameFolded: { contains: folded(text) } }],
      };
      const named = await this.db.billingAccount.findMany({
        where: { customerId: { not: null }, user: person },
        select: { customerId: true },
        take: MAX_COUNT,
      });
      parts.push({
        OR: [
          { id: text },
          { invoiceId: text },
          { paymentIntentId: text },
          { customerId: text },
          { order: { user: person } },
          { orderId: null, customerId: { in: named.flatMap(({ customerId }) => customerId ?? []) } },
        ],
      });
    }
    return { AND: parts };
  }
}
