import { describe, expect, it } from '@jest/globals';
import type { BillingView } from '#contracts/payments.js';
import { checkoutState, roomText } from './billing-labels.js';

const END = '2026-12-23T10:00:00.000Z';
const subscription = {
  id: 'sub_1',
  plan: 'pro',
  paidPlan: 'pro',
  state: 'active',
  cancelAtPeriodEnd: false,
  periodStart: '2026-11-23T10:00:00.000Z',
  periodEnd: END,
} as const;
const order = { id: 'o1', kind: 'checkout', plan: 'pro', state: 'open' } as BillingView['orders'][number];
const billing = (more: Partial<BillingView>): BillingView =>
  ({ plan: 'pro', source: 'order', until: END, graceUntil: null, subscription, orders: [], ...more }) as BillingView;

describe('coming back from the payment page', () => {
  it('waits until the order is paid, or is known to have failed', () => {
    expect(checkoutState(undefined, 'o1')).toBe('waiting');
    expect(checkoutState(billing({ orders: [order], source: 'free' }), 'o1')).toBe('waiting');
    expect(checkoutState(billing({ orders: [{ ...order, state: 'paid' }] }), 'o1')).toBe('done');
    expect(checkoutState(billing({ orders: [{ ...order, state: 'paid' }], plan: 'enterprise' }), 'o1')).toBe('over');
    expect(
      checkoutState(billing({ orders: [{ ...order, state: 'paid' }], plan: 'enterprise', source: 'grant' }), 'o1'),
    ).toBe('done');
    expect(checkoutState(billing({ orders: [{ ...order, state: 'expired' }] }), 'o1')).toBe('failed');
    expect(checkoutState(billing({ orders: [{ ...order, state: 'refunded' }] }), 'o1')).toBe('over');
    expect(checkoutState(billing({}), '')).toBe('done');
    expect(checkoutState(billing({}), 'another')).toBe('waiting');
    expect(checkoutState(billing({ source: 'free' }), '')).toBe('waiting');
  });
});

describe('what a confirmed address allows', () => {
  const CASES: [used: number, limit: number, words: string][] = [
    [0, 3, 'Now you can make books: your plan has room for 3 books.'],
    [2, 3, 'Now you can make books: your plan has room for 1 book.'],
    [5, 3, 'Now you can make books: your plan has room for 0 books.'],
  ];
  it.each(CASES)('is said of the plan: %i of %i', (used, limit, text) => {
    expect(roomText({ billing: true, books: { used, limit } })).toBe(text);
  });
  it('names no number where nothing is limited, or nothing is known', () => {
    expect(roomText({ billing: false, books: { used: 0, limit: 1000 } })).toBe('Now you can make books.');
    expect(roomText(undefined)).toBe('Now you can make books.');
  });
});
