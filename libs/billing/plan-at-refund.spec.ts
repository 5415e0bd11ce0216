import { describe, expect, it } from '@jest/globals';
import { planAtRefund, reasonPlanKept } from './plan-at-refund.js';

const sub = (id: string, plan: string) => ({ id, plan });

describe('the plan that a refund ends', () => {
  it.each([
    ['the one that was bought', 'pro', [sub('a', 'pro')], 'pro', null],
    ['not the larger one that it was changed to', 'pro', [sub('a', 'enterprise')], null, 'enterprise'],
    ['not the smaller one that it will go on with', 'enterprise', [sub('a', 'pro')], null, 'pro'],
    ['the one that it was changed to and back to', 'pro', [sub('a', 'pro')], 'pro', null],
    ['not one that was bought anew', 'pro', [sub('b', 'pro')], null, 'pro'],
    ['its own, whatever else goes on', 'pro', [sub('b', 'enterprise'), sub('a', 'pro')], 'pro', null],
    ['none where none goes on', 'pro', [], null, null],
  ] as const)('is %s', (_what, plan, live, endsPlan, keepsPlan) =>
    expect(planAtRefund({ plan, subscriptionId: 'a' }, [...live])).toMatchObject({ endsPlan, keepsPlan }),
  );

  it('is none for a payment without an order', () =>
    expect(planAtRefund(null, [sub('a', 'pro')])).toMatchObject({ endsPlan: null, keepsPlan: null }));

  it('is named where it stays', () => {
    const of = (live: { id: string; plan: string }[]) =>
      reasonPlanKept(planAtRefund({ plan: 'pro', subscriptionId: 'a' }, live));
    expect(of([sub('a', 'enterprise')])).toMatch(/for Enterprise now; this payment was for Pro\.$/);
    expect(of([sub('b', 'pro')])).toMatch(/for Pro now; this payment was for an earlier subscription\.$/);
    expect(of([sub('a', 'pro')])).toBeNull();
    expect(of([])).toBeNull();
  });
});
