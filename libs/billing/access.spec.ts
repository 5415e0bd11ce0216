import { describe, expect, it } from '@jest/globals';
import { bestOf } from './access.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const bought = (more: Partial<Parameters<typeof bestOf>[0][number]> = {}) => ({
  id: 'e1',
  plan: 'pro',
  startsAt: day('2026-03-10'),
  endsAt: day('2026-04-10'),
  orderId: 'o1',
  renewal: { state: 'active', cancelAtPeriodEnd: false },
  ...more,
});
const planAt = (held: Parameters<typeof bestOf>[0], at: string) => bestOf(held, new Date(at));

describe('what an author may do', () => {
  it('is the Free plan, counted by calendar month in UTC, when nothing is held', () => {
    const access = planAt([], '2026-12-31T23:59:59Z');
    expect(access).toMatchObject({ source: 'free', until: null, graceUntil: null });
    expect(access.plan).toMatchObject({ id: 'free', generations: 10, books: 3, watermark: true });
    expect(access.period).toEqual({ id: 'free:2026-12', from: day('2026-12-01'), until: day('2027-01-01') });
  });

  it('is what was paid for, to its end, whatever becomes of the subscription', () => {
    for (const state of ['active', 'canceled', 'past_due'])
      expect(planAt([bought({ renewal: { state, cancelAtPeriodEnd: true } })], '2026-04-09T23:00:00Z').plan.id).toBe(
        'pro',
      );
    expect(planAt([bought()], '2026-03-09T23:59:00Z').plan.id).toBe('free');
  });

  it('holds a day longer while a renewal is on the way, and not when none is', () => {
    expect(planAt([bought()], '2026-04-10T23:00:00Z').plan.id).toBe('pro');
    expect(planAt([bought()], '2026-04-11T00:00:01Z').plan.id).toBe('free');
    const ending = bought({ renewal: { state: 'active', cancelAtPeriodEnd: true } });
    expect(planAt([ending], '2026-04-10T00:00:01Z').plan.id).toBe('free');
  });

  it('holds for the days of grace after a failed renewal, and says until when', () => {
    const late = bought({ renewal: { state: 'past_due', cancelAtPeriodEnd: false } });
    const access = planAt([late], '2026-04-16T12:00:00Z');
    expect(access.plan.id).toBe('pro');
    expect(access.graceUntil).toEqual(day('2026-04-17'));
    expect(planAt([late], '2026-04-17T00:00:01Z').plan.id).toBe('free');
    expect(
      planAt([bought({ renewal: { state: 'canceled', cancelAtPeriodEnd: false } })], '2026-04-10T01:00:00Z').plan.id,
    ).toBe('free');
  });

  it('is the larger of two plans, and the other one again when that ends', () => {
    const grant = bought({ id: 'e2', plan: 'enterprise', orderId: null, renewal: null, endsAt: day('2026-03-20') });
    expect(planAt([bought(), grant], '2026-03-15T00:00:00Z')).toMatchObject({ source: 'grant', entitlementId: 'e2' });
    expect(planAt([bought(), grant], '2026-03-21T00:00:00Z')).toMatchObject({ source: 'order', entitlementId: 'e1' });
  });

  it('is counted month by month when it was given for longer, also from a 31st', () => {
    const year = bought({ orderId: null, renewal: null, startsAt: day('2027-01-31'), endsAt: day('2028-01-31') });
    const periodAt = (at: string) => planAt([year], at).period;
    expect(periodAt('2027-01-31T00:00:00Z')).toEqual({ id: 'e1:0', from: day('2027-01-31'), until: day('2027-02-28') });
    expect(periodAt('2027-03-01T00:00:00Z')).toEqual({ id: 'e1:1', from: day('2027-02-28'), until: day('2027-03-31') });
    expect(periodAt('2028-01-30T00:00:00Z').id).toBe('e1:11');
    expect(periodAt('2028-01-30T00:00:00Z').until).toEqual(day('2028-01-31'));
  });

  it('keeps counting in the last period while a renewal is late', () => {
    const late = bought({ renewal: { state: 'past_due', cancelAtPeriodEnd: false } });
    expect(planAt([late], '2026-04-15T00:00:00Z').period.id).toBe('e1:0');
  });
});
