import { valueAt, firstOf, lastOf } from '#contracts/items.js';
import type { AnalyticsPeriod, Micros } from '#contracts/analytics.js';
import type { MoneyView } from '#contracts/payments.js';
import { PLANS } from '#contracts/plans.js';
import type { Database } from '#database/database.js';
import { Prisma } from '#database/generated/client.js';
import type { Period } from './period.js';
import { share } from './work.js';

type Money = NonNullable<AnalyticsPeriod['money']>;
type OfDay = Pick<Money, 'cost' | 'paying' | 'mrr'>;

export interface Paying {
  total: Money;
  byDay: Map<string, OfDay>;
}

/** Who pays, what it comes to each month, and what providers take of it. */
export async function payingOf(db: Database, period: Period): Promise<Paying> {
  const [costs, revenue, movement, registered] = await Promise.all([
    costsOf(db, period),
    revenueOf(db, period),
    movementOf(db, period),
    conversionOf(db, period),
  ]);
  const atStart = revenue.get(dayBefore(period));
  const nothing = { paying: 0, mrr: [] };
  const byDay = new Map(
    period.days.map((day) => [day, { cost: costs.byDay.get(day) ?? [], ...(revenue.get(day) ?? nothing) }]),
  );
  return {
    byDay,
    total: {
      cost: costs.total,
      costByProvider: costs.byProvider,
      paying: movement.payingAtEnd,
      mrr: valueAt(byDay, lastOf(period.days)).mrr,
      mrrAtStart: atStart?.mrr ?? [],
      payingAtStart: movement.payingAtStart,
      joined: movement.joined,
      left: movement.gone,
      churn: share(movement.gone, movement.payingAtStart),
      converted: registered.converted,
      conversion: share(registered.converted, registered.registered),
    },
  };
}

interface CostRow {
  day: string | null;
  provider: string | null;
  currency: string;
  micros: bigint;
}

/** A call counts on the day on which it was made. */
async function costsOf(db: Database, { start, stop }: Period) {
  const rows = await db.$queryRaw<CostRow[]>`
    SELECT to_char(("startedAt" AT TIME ZONE 'UTC')::date, 'YYYY-MM-DD') AS day, provider, currency,
      sum("costMicros")::bigint AS micros
    FROM "ProviderCall" WHERE "startedAt" >= ${start} AND "startedAt" < ${stop}
    GROUP BY GROUPING SETS ((("startedAt" AT TIME ZONE 'UTC')::date, currency), (provider, currency), (currency))
    HAVING sum("costMicros") <> 0
    ORDER BY currency, provider`;
  const view = ({ micros, currency }: CostRow): Micros => ({ micros: String(micros), currency });
  const byDay = Map.groupBy(
    rows.flatMap(({ day, ...cost }) => (day === null ? [] : [{ ...cost, day }])),
    ({ day }) => day,
  );
  return {
    total: rows.filter(({ day, provider }) => day === null && provider === null).map(view),
    byProvider: rows.flatMap((row) => (row.provider === null ? [] : [{ ...view(row), provider: row.provider }])),
    byDay: new Map([...byDay].map(([day, of]) => [day, of.map(view)])),
  };
}

const prices = Prisma.join(
  Object.values(PLANS)
    .filter(({ price }) => price > 0)
    .map(({ id, price, currency }) => Prisma.sql`(${id}::text, ${price}::bigint, ${currency}::text)`),
);

/** Plans that were bought and hold at some moment of the period; plans granted by staff are no revenue. */
const held = ({ start, end }: Period): Prisma.Sql => Prisma.sql`
  SELECT "userId", plan, "startsAt", least("endsAt", "revokedAt") AS until
  FROM "Entitlement"
  WHERE "orderId" IS NOT NULL AND "startsAt" < ${end} AND "endsAt" >= ${start}`;

/**
 * Authors who pay, and what their plans come to each month at list prices, at the end of each day and of the day before
 * the first. A plan holds at a moment when it began before and ends then or later, so that a month which ends at
 * midnight is followed by the next one without a gap; of two plans the more expensive one counts.
 */
async function revenueOf(db: Database, period: Period): Promise<Map<string, Pick<OfDay, 'paying' | 'mrr'>>> {
  const { start, end } = period;
  const rows = await db.$queryRaw<{ day: string; currency: string; paying: number; minor: bigint }[]>`
    WITH price(plan, minor, currency) AS (VALUES ${prices}), held AS (${held(period)})
    SELECT to_char(day, 'YYYY-MM-DD') AS day, currency, count(*)::int AS paying, sum(minor)::bigint AS minor
    FROM (
      SELECT DISTINCT ON (day, "userId") day, price.minor, price.currency
      FROM held JOIN price USING (plan) CROSS JOIN LATERAL generate_series(
          greatest(date_trunc('day', "startsAt" AT TIME ZONE 'UTC'), (${start}::timestamptz AT TIME ZONE 'UTC') - interval '1 day'),
          least(until AT TIME ZONE 'UTC', (${end}::timestamptz AT TIME ZONE 'UTC') - interval '1 microsecond'),
          interval '1 day'
        ) AS day
      WHERE "startsAt" < least((day + interval '1 day') AT TIME ZONE 'UTC', ${end})
        AND until >= least((day + interval '1 day') AT TIME ZONE 'UTC', ${end})
      ORDER BY day, "userId", price.minor DESC
    ) AS holding
    GROUP BY day, currency ORDER BY day, currency`;
  return new Map(
    [...Map.groupBy(rows, ({ day }) => day)].map(([day, of]) => [
      day,
      {
        paying: of.reduce((sum, { paying }) => sum + paying, 0),
        mrr: of.map(({ minor, currency }): MoneyView => ({ minor: String(minor), currency })),
      },
    ]),
  );
}

interface Movement {
  payingAtStart: number;
  payingAtEnd: number;
  joined: number;
  gone: number;
}

async function movementOf(db: Database, period: Period): Promise<Movement> {
  const { start, end } = period;
  const rows = await db.$queryRaw<Movement[]>`
    WITH held AS (${held(period)}), author AS (
      SELECT bool_or("startsAt" < ${start} AND until >= ${start}) AS before,
        bool_or("startsAt" < ${end} AND until >= ${end}) AS after
      FROM held GROUP BY "userId"
    )
    SELECT count(*) FILTER (WHERE before)::int AS "payingAtStart", count(*) FILTER (WHERE after)::int AS "payingAtEnd",
      count(*) FILTER (WHERE after AND NOT before)::int AS joined,
      count(*) FILTER (WHERE before AND NOT after)::int AS gone
    FROM author`;
  return firstOf(rows);
}

/** Of the authors who registered in the period, those who had paid by its end. */
async function conversionOf(db: Database, { start, stop }: Period) {
  const rows = await db.$queryRaw<{ registered: number; converted: number }[]>`
    SELECT count(*)::int AS registered,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM "Order" AS bought WHERE bought."userId" = author.id AND bought."paidAt" < ${stop}
      ))::int AS converted
    FROM "User" AS author
    WHERE role = 'author' AND "createdAt" >= ${start} AND "createdAt" < ${stop}`;
  return firstOf(rows);
}

const dayBefore = ({ start }: Period): string => new Date(start.getTime() - 86_400_000).toISOString().slice(0, 10);
