import { Inject, Injectable } from '@nestjs/common';
import { periodView } from '#contracts/finance.js';
import type { FinanceOverview } from '#contracts/finance.js';
import type { MoneyView } from '#contracts/payments.js';
import type { Database } from '#database/database.js';
import { PAYOUT_TYPES } from '#ledger/balance-transaction-types.js';
import { comparisonOf } from '#reconciliation/period-close/comparison.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import type { Month } from '#reconciliation/period-close/month.js';
import { balancesOf } from '#ledger/ledger.js';
import { LIVE_STATES } from '#billing/subscriptions.js';
import { fromMicros } from '#ledger/money.js';
import { moneyView } from '../billing/billing-view.js';
import { DATABASE } from '../tokens.js';
import { isOverdue, isUnresolved } from './exception-filter.js';
import { RunsService } from './runs.service.js';

interface Moved {
  day: string;
  currency: string;
  gross: bigint;
  fees: bigint;
  refunds: bigint;
  disputes: bigint;
  payouts: bigint;
}
const SUMS = ['gross', 'fees', 'refunds', 'disputes', 'payouts'] as const;
type Sums = Record<(typeof SUMS)[number], bigint>;

const AGES: [label: string, fromDays: number, toDays: number][] = [
  ['today', 0, 1],
  ['1–3 days', 1, 4],
  ['4–7 days', 4, 8],
  ['1–4 weeks', 8, 29],
  ['older', 29, 100_000],
];
const DAY_MS = 86_400_000;

/** Summary of a period, from the ledger only. */
@Injectable()
export class OverviewService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  async of(name: string, now = new Date()): Promise<FinanceOverview> {
    const month = monthNamed(name);
    const [days, balance, providerCosts, openItems, ageing, subscribers, lastRun, period, comparison] =
      await Promise.all([
        this.days(month),
        balancesOf(this.db, 'stripe-balance', month.to),
        this.providerCosts(month),
        this.openItems(now),
        this.ageing(now),
        this.subscribers(),
        this.runs.newest(),
        this.db.period.findUnique({ where: { month: name } }),
        comparisonOf(this.db, month),
      ]);
    const sums = sumByCurrency(days);
    const of = (amount: (sum: Sums) => bigint): MoneyView[] =>
      [...sums].map(([currency, sum]) => moneyView(amount(sum), currency));
    return {
      month: name,
      gross: of(({ gross }) => gross),
      fees: of(({ fees }) => fees),
      refunds: of(({ refunds }) => refunds),
      disputes: of(({ disputes }) => disputes),
      net: of(netOf),
      payouts: of(({ payouts }) => payouts),
      stripeBalance: balance.map(({ minor, currency }) => moneyView(minor, currency)),
      providerCosts,
      days: days.map((day) => ({
        day: day.day,
        currency: day.currency,
        gross: moneyView(day.gross, day.currency),
        refunds: moneyView(day.refunds, day.currency),
        fees: moneyView(day.fees, day.currency),
        net: moneyView(netOf(day), day.currency),
      })),
      openItems,
      ageing,
      subscribers,
      lastRun,
      comparison,
      period: { month: name, state: periodView.shape.state.parse(period?.state ?? 'open') },
    };
  }

  private days({ from, to }: Month): Promise<Moved[]> {
    return this.db.$queryRaw<Moved[]>`
      SELECT to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, p.currency,
        COALESCE(-sum(p.amount) FILTER (WHERE p.account = 'revenue'), 0)::bigint AS gross,
        COALESCE(sum(p.amount) FILTER (WHERE p.account = 'stripe-fees'), 0)::bigint AS fees,
        COALESCE(sum(p.amount) FILTER (WHERE p.account = 'refunds'), 0)::bigint AS refunds,
        COALESCE(sum(p.amount) FILTER (WHERE p.account IN ('disputed-funds', 'dispute-losses')), 0)::bigint AS disputes,
        COALESCE(-sum(p.amount) FILTER (WHERE p.account = 'stripe-balance' AND t.kind = ANY(${PAYOUT_TYPES}::text[])), 0)::bigint AS payouts
      FROM "LedgerTransaction" t JOIN "LedgerPosting" p ON p."transactionId" = t.id
      WHERE t.at >= ${from} AND t.at < ${to}
      GROUP BY 1, 2 ORDER BY 1, 2`;
  }

  private async providerCosts({ from, to }: Month): Promise<MoneyView[]> {
    const rows = await this.db.providerCall.groupBy({
      by: ['currency'],
      where: { startedAt: { gte: from, lt: to } },
      _sum: { costMicros: true },
      orderBy: { currency: 'asc' },
    });
    return rows.map(({ currency, _sum }) => moneyView(fromMicros(_sum.costMicros ?? 0n, currency), currency));
  }

  private async openItems(now: Date): Promise<FinanceOverview['openItems']> {
    const [byType, overdue] = await Promise.all([
      this.db.reconciliationException.groupBy({ by: ['type'], where: isUnresolved, _count: true }),
      this.db.reconciliationException.count({ where: isOverdue(now) }),
    ]);
    return {
      total: byType.reduce((sum, { _count }) => sum + _count, 0),
      overdue,
      byType: Object.fromEntries(byType.map(({ type, _count }) => [type, _count])),
    };
  }

  private ageing(now: Date): Promise<FinanceOverview['ageing']> {
    const since = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    return Promise.all(
      AGES.map(async ([label, from, to]) => ({
        label,
        count: await this.db.reconciliationException.count({
          where: { ...isUnresolved, occurredAt: { gt: since(to), ...(from > 0 ? { lte: since(from) } : {}) } },
        }),
      })),
    );
  }

  private async subscribers(): Promise<FinanceOverview['subscribers']> {
    const groups = await this.db.subscription.groupBy({
      by: ['plan', 'state'],
      where: { state: { in: LIVE_STATES } },
      _count: true,
    });
    const count = (fits: (group: { plan: string; state: string }) => boolean): number =>
      groups.filter(fits).reduce((sum, { _count }) => sum + _count, 0);
    return {
      pro: count(({ plan }) => plan === 'pro'),
      enterprise: count(({ plan }) => plan === 'enterprise'),
      pastDue: count(({ state }) => state === 'past_due'),
    };
  }
}

const netOf = ({ gross, fees, refunds, disputes }: Sums): bigint => gross - fees - refunds - disputes;

function sumByCurrency(days: Moved[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const day of days) {
    const sum = sums.get(day.currency) ?? { gross: 0n, fees: 0n, refunds: 0n, disputes: 0n, payouts: 0n };
    for (const name of SUMS) sum[name] += day[name];
    sums.set(day.currency, sum);
  }
  return sums;
}
