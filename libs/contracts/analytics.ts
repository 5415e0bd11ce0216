import { z } from 'zod';
import { money } from './payments.js';

/** Two years would be too much for a page, and a year with the one before it fits. */
export const MAX_DAYS = 400;
const DAY_MS = 86_400_000;
const day = z.iso.date().meta({ description: 'A day in UTC' });
const moment = z.iso.datetime();

/** How many days a range has, both ends counted. */
export const daysIn = ({ from, to }: { from: string; to: string }): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

const range = { from: day, to: day };
const ordered = (given: { from: string; to: string }): boolean => daysIn(given) >= 1;
const bounded = (given: { from: string; to: string }): boolean => daysIn(given) <= MAX_DAYS;
const ORDER = { message: 'to: not before from', path: ['to'] };
const BOUND = { message: `at most ${MAX_DAYS} days`, path: ['to'] };

export const inRange = z.strictObject(range).refine(ordered, ORDER).refine(bounded, BOUND);
export type InRange = z.infer<typeof inRange>;
export const askAnalytics = z
  .strictObject({ ...range, compare: z.literal('previous').optional() })
  .refine(ordered, ORDER)
  .refine(bounded, BOUND);
export type AskAnalytics = z.infer<typeof askAnalytics>;
export const ANALYTICS_TABLES = ['days', 'causes'] as const;
export const askAnalyticsFile = z
  .strictObject({ ...range, table: z.enum(ANALYTICS_TABLES).default('days') })
  .refine(ordered, ORDER)
  .refine(bounded, BOUND);
export type AskAnalyticsFile = z.infer<typeof askAnalyticsFile>;

/** What artists charge is less than a cent a page: millionths of the currency's unit, exact. */
export const micros = z
  .object({ micros: z.string().regex(/^-?\d{1,19}$/), currency: z.string().length(3) })
  .meta({ id: 'Micros' });
export type Micros = z.infer<typeof micros>;

const work = {
  activeAuthors: z.int().meta({ description: 'Authors who asked for a job' }),
  registered: z.int().meta({ description: 'Authors who registered' }),
  books: z.int().meta({ description: 'Books of which a generation came to its end' }),
  drawings: z.int().meta({ description: 'Drawings that jobs made: pages and covers, redone ones too' }),
  succeeded: z.int().meta({ description: 'Jobs that were completed, with skips too' }),
  failed: z.int(),
  canceled: z.int(),
  parked: z.int().meta({ description: 'Jobs that stopped then and need attention still' }),
  successRate: z
    .number()
    .nullable()
    .meta({ description: 'Succeeded of succeeded, failed and parked, 0 to 1; null when there are none' }),
};
const paying = {
  cost: z.array(micros).meta({ description: 'What providers took, by currency' }),
  paying: z.int().meta({ description: 'Authors with a bought plan at the end' }),
  mrr: z.array(money).meta({ description: 'Monthly recurring revenue at the end, at list prices' }),
};

export const analyticsDay = z.object({ day, ...work, money: z.object(paying).nullable() });
export type AnalyticsDay = z.infer<typeof analyticsDay>;

export const failureCause = z.object({
  code: z.string(),
  step: z.string(),
  message: z.string(),
  cases: z.int(),
  jobs: z.int(),
  authors: z.int(),
});
export type FailureCause = z.infer<typeof failureCause>;

export const analyticsPeriod = z.object({
  from: day,
  to: day,
  ...work,
  storageBytes: z.int().meta({ description: 'Drawings, files and archives at the end, each content once' }),
  causes: z.array(failureCause).meta({ description: 'The twenty most frequent' }),
  days: z.array(analyticsDay),
  money: z
    .object({
      ...paying,
      costByProvider: z.array(micros.extend({ provider: z.string() })),
      mrrAtStart: z.array(money),
      payingAtStart: z.int(),
      joined: z.int().meta({ description: 'Paying at the end and not at the start' }),
      left: z.int().meta({ description: 'Paying at the start and not at the end' }),
      churn: z.number().nullable().meta({ description: 'left of payingAtStart; null when nobody was' }),
      converted: z.int().meta({ description: 'Of those who registered, who had paid by the end' }),
      conversion: z.number().nullable(),
    })
    .nullable()
    .meta({ description: 'For finance and admin; null for support' }),
});
export type AnalyticsPeriod = z.infer<typeof analyticsPeriod>;

export const analyticsView = z
  .object({
    timeZone: z.literal('UTC'),
    at: moment,
    current: analyticsPeriod,
    previous: analyticsPeriod.nullable().meta({ description: 'As many days, right before; when asked for' }),
  })
  .meta({ id: 'Analytics' });
export type AnalyticsView = z.infer<typeof analyticsView>;

/** Milliseconds; `count` is of how many. */
export const spread = z.object({ count: z.int(), p50: z.number(), p95: z.number() });
export type Spread = z.infer<typeof spread>;
const waits = {
  queueWait: spread.nullable().meta({ description: 'From accepted to begun; all jobs' }),
  firstPage: spread.nullable().meta({ description: 'From accepted to the first drawing; books' }),
  wholeBook: spread.nullable().meta({ description: 'From accepted to the end; books that were completed' }),
};
export const performanceView = z
  .object({
    timeZone: z.literal('UTC'),
    from: day,
    to: day,
    ...waits,
    days: z.array(z.object({ day, ...waits })),
    steps: z.array(spread.extend({ step: z.string(), provider: z.string() })),
  })
  .meta({ id: 'Performance' });
export type PerformanceView = z.infer<typeof performanceView>;
