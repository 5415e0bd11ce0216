import { Inject, Injectable } from '@nestjs/common';
import type { PaymentSummary, PaymentTrace } from '#contracts/finance.js';
import { planId } from '#contracts/plans.js';
import type { Database } from '#database/database.js';
import type { StripeRecord } from '#database/generated/client.js';
import { notFound } from '../http/problem-exception.js';
import { comparisonOf } from '#reconciliation/period-close/comparison.js';
import { fromMicros } from '#ledger/money.js';
import { moneyView, orderView, withRefunds } from '../billing/billing-view.js';
import { refundView } from '../billing/refunds.service.js';
import { DATABASE } from '../tokens.js';
import { itemSummary, peopleIn } from './exception-view.js';
import { FinancePaymentsService } from './payments.service.js';
import { People } from './people.js';

const MAX_COUNT = 50;

/** Traces a payment from the payout line to the book's pages, and back. */
@Injectable()
export class TraceService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FinancePaymentsService) private readonly payments: FinancePaymentsService,
  ) {}

  async trace(id: string): Promise<PaymentTrace> {
    const payment = await this.payments.one(id);
    if (!payment) throw notFound('payment');
    const row = await this.db.payment.findUniqueOrThrow({
      where: { id },
      include: { refunds: true, disputes: true, order: { include: { ...withRefunds, entitlement: true } } },
    });
    const access = row.order?.entitlement ?? null;
    const subjects = [id, row.paymentIntentId, row.invoiceId].filter((each): each is string => each !== null);
    const things = [...subjects, ...row.refunds.map((each) => each.id), ...row.disputes.map((each) => each.id)];
    const booked = [row, ...row.refunds].flatMap(({ balanceTransactionId }) => balanceTransactionId ?? []);
    const [transactions, requests, jobs, events, items] = await Promise.all([
      this.transactions(id, booked),
      this.db.refundRequest.findMany({ where: { paymentId: id }, orderBy: { createdAt: 'asc' }, take: MAX_COUNT }),
      access ? this.jobsUnder(access) : [],
      this.db.stripeEvent.findMany({
        where: { objectId: { in: things } },
        orderBy: { receivedAt: 'asc' },
        take: MAX_COUNT,
        select: { id: true, type: true, state: true, receivedAt: true },
      }),
      this.db.reconciliationException.findMany({
        where: { OR: [{ chargeId: id }, ...(row.orderId ? [{ subjectId: row.orderId }] : [])] },
        orderBy: { occurredAt: 'asc' },
        take: MAX_COUNT,
      }),
    ]);
    const people = await People.of(this.db, items.flatMap(peopleIn));
    return {
      payment,
      order: row.order && orderView(row.order),
      invoiceId: row.invoiceId,
      paymentIntentId: row.paymentIntentId,
      access: access && {
        id: access.id,
        plan: planId.parse(access.plan),
        from: access.startsAt.toISOString(),
        until: access.endsAt.toISOString(),
        revokedAt: access.revokedAt?.toISOString() ?? null,
      },
      refunds: row.refunds.map((each) => ({
        id: each.id,
        amount: moneyView(each.amount, each.currency),
        state: each.state,
        at: each.at.toISOString(),
      })),
      requests: requests.map(refundView),
      disputes: row.disputes.map((each) => ({
        id: each.id,
        amount: moneyView(each.amount, each.currency),
        state: each.state,
        reason: each.reason,
        at: each.at.toISOString(),
      })),
      balanceTransactions: transactions,
      payout: await this.payoutOf(payment),
      ledger: (await this.ledgerOf([...transactions.map((each) => each.id), ...things])).map(
        ({ cause: _cause, ...entry }) => entry,
      ),
      jobs,
      events: events.map(({ receivedAt, ...event }) => ({ ...event, receivedAt: receivedAt.toISOString() })),
      items: items.map((item) => itemSummary(item, people)),
      comparison: await comparisonOf(this.db, { from: row.at, to: new Date(row.at.getTime() + 1) }),
    };
  }

  /** As of the last reconciliation; later ones as posted. */
  private async transactions(chargeId: string, booked: string[]): Promise<PaymentTrace['balanceTransactions']> {
    const rows = await this.db.stripeRecord.findMany({
      where: { kind: 'balance_transaction', OR: [{ chargeId }, { id: { in: booked } }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: MAX_COUNT,
    });
    const newer = await this.ledgerOf(booked.filter((id) => rows.every((row) => row.id !== id)));
    return [...rows.map(asSeen), ...newer.map(asPosted)];
  }

  private async payoutOf({ payoutId }: PaymentSummary): Promise<PaymentTrace['payout']> {
    if (!payoutId) return null;
    const [row, record, transactions] = await Promise.all([
      this.db.payout.findUnique({ where: { id: payoutId } }),
      this.db.stripeRecord.findUnique({ where: { kind_id: { kind: 'payout', id: payoutId } } }),
      this.db.stripeRecord.count({ where: { payoutId } }),
    ]);
    const known =
      row ?? (record && { ...record, state: record.status, arrivesAt: record.availableAt ?? record.createdAt });
    if (!known) return null;
    const { id, amount, currency, state, arrivesAt } = known;
    return { id, amount: moneyView(amount, currency), state, arrivesAt: arrivesAt.toISOString(), transactions };
  }

  private async ledgerOf(causes: string[]): Promise<(PaymentTrace['ledger'][number] & { cause: string })[]> {
    const rows = await this.db.ledgerTransaction.findMany({
      where: { causeKind: 'stripe-object', causeId: { in: causes } },
      include: { postings: { orderBy: { id: 'asc' } } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: MAX_COUNT,
    });
    return rows.map(({ id, causeId, kind, at, adjusts, postings }) => ({
      id,
      cause: causeId,
      kind,
      at: at.toISOString(),
      adjusts,
      postings: postings.map(({ account, amount, currency }) => ({ account, amount: moneyView(amount, currency) })),
    }));
  }

  /** Jobs whose drawings were counted under the access that this payment bought. */
  private async jobsUnder({ id, userId }: { id: string; userId: string }): Promise<PaymentTrace['jobs']> {
    const rows = await this.db.$queryRaw<
      {
        id: string;
        bookId: string;
        title: string;
        state: string;
        at: Date;
        pages: number;
        micros: bigint;
        currency: string;
      }[]
    >`
      SELECT j.id, j."bookId", p.title, j.state, j."createdAt" AS at, count(a.id) FILTER (WHERE g.number > 0)::int AS pages,
        COALESCE(sum(a."costMicros"), 0)::bigint AS micros, COALESCE(max(a.currency), 'usd') AS currency
      FROM "Job" j JOIN "Book" p ON p.id = j."bookId" 
      LEFT JOIN "ArtVersion" a ON a."jobId" = j.id LEFT JOIN "Page" g ON g.id = a."pageId"
      WHERE j.id IN (
        SELECT u."jobId" FROM "UsageEntry" u WHERE u."userId" = ${userId}::uuid AND starts_with(u.period, ${`${id}:`})
      )
      GROUP BY j.id, p.title ORDER BY j."createdAt" DESC LIMIT ${MAX_COUNT}`;
    return rows.map(({ at, micros, currency, ...job }) => ({
      ...job,
      cost: moneyView(fromMicros(micros, currency), currency),
      at: at.toISOString(),
    }));
  }
}

type Transaction = PaymentTrace['balanceTransactions'][number];

const asSeen = ({ id, type, amount, fee, net, currency, createdAt, payoutId }: StripeRecord): Transaction => ({
  id,
  type,
  amount: moneyView(amount, currency),
  fee: moneyView(fee, currency),
  net: moneyView(net, currency),
  at: createdAt.toISOString(),
  payoutId,
});

/** The postings hold the balance change and the fee; the amount is their sum. */
function asPosted({ cause, kind, at, postings }: PaymentTrace['ledger'][number] & { cause: string }): Transaction {
  const of = (account: string) => BigInt(postings.find((each) => each.account === account)?.amount.minor ?? 0);
  const [net, fee] = [of('stripe-balance'), of('stripe-fees')];
  const currency = postings[0]?.amount.currency ?? 'usd';
  return {
    id: cause,
    type: kind,
    amount: moneyView(net + fee, currency),
    fee: moneyView(fee, currency),
    net: moneyView(net, currency),
    at,
    payoutId: null,
  };
}
