import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '#contracts/auth.js';
import type { AnalyticsPeriod, AnalyticsView, AskAnalytics, InRange, PerformanceView } from '#contracts/analytics.js';
import type { Database } from '#database/database.js';
import { payingOf } from '#observability/analytics/paying.js';
import { periodBefore, periodOf } from '#observability/analytics/period.js';
import type { Period } from '#observability/analytics/period.js';
import { stepsOf, waitsOf } from '#observability/analytics/speed.js';
import { causesOf, storedBytes, workOf } from '#observability/analytics/work.js';
import { valueAt } from '#contracts/items.js';
import { DATABASE } from '../tokens.js';

/** Roles that may see cost and revenue; all staff may see workload. */
export const seesMoney = (role: Role): boolean => role === 'finance' || role === 'admin';

/** Business analytics, computed from existing rows without separate counters. */
@Injectable()
export class AnalyticsService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async of({ from, to, compare }: AskAnalytics, role: Role, now = new Date()): Promise<AnalyticsView> {
    const period = periodOf(from, to, now);
    // Sequential: comparing two years must not take every connection of the pool.
    const current = await this.figures(period, role);
    const previous = compare ? await this.figures(periodBefore(period, now), role) : null;
    return { timeZone: 'UTC', at: now.toISOString(), current, previous };
  }

  async figures(period: Period, role: Role): Promise<AnalyticsPeriod> {
    const [work, causes, storageBytes] = await Promise.all([
      workOf(this.db, period),
      causesOf(this.db, period),
      storedBytes(this.db, period),
    ]);
    const paying = seesMoney(role) ? await payingOf(this.db, period) : null;
    return {
      from: period.from,
      to: period.to,
      ...work.total,
      storageBytes,
      causes,
      days: period.days.map((day) => ({ day, ...valueAt(work.byDay, day), money: paying?.byDay.get(day) ?? null })),
      money: paying?.total ?? null,
    };
  }

  async speed({ from, to }: InRange, now = new Date()): Promise<PerformanceView> {
    const period = periodOf(from, to, now);
    const [waits, steps] = await Promise.all([waitsOf(this.db, period), stepsOf(this.db, period)]);
    return { timeZone: 'UTC', from, to, ...waits.total, days: waits.days, steps };
  }
}
