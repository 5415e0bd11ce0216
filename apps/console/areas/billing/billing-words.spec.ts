import { describe, expect, it } from '@jest/globals';
import type { BillingView } from '#contracts/payments.js';
import { checkoutState, liveOf, nextWords, roomWords } from './billing-words.js';

const END = '2026-12-23T10:00:00.000Z';
const subscription = {
  id: 'sub_1',
  plan: 'pro',
  state: 'active',
  cancelAtPeriodEnd: false,
  periodStart: '2026-11-23T10:00:00.000Z',
  periodEnd: END,
} as const;
const order = { id: 'o1', kind: 'checkout', plan: 'pro', state: 'open' } as BillingView['orders'][number];
const billing = (more: Partial<BillingView>): BillingView =>
  ({ plan: 'pro', source: 'order', until: END, graceUntil: null, subscription, orders: [], ...more }) as BillingView;
const words = (more: Partial<BillingView>): string => nextWords(billing(more), (iso) => iso.slice(0, 10));

describe('a plan in words', () => {
  it('says what comes next', () => {
    expect(words({})).toBe('Renews on 2026-12-23.');
    expect(words({ subscription: { ...subscription, cancelAtPeriodEnd: true } })).toBe(
      'Cancelled. Pro stays until 2026-12-23, then you are on Free.',
    );
    expect(words({ plan: 'enterprise' })).toBe('Enterprise stays until 2026-12-23; then you go on with Pro.');
    expect(words({ graceUntil: '2026-12-01T00:00:00.000Z' })).toContain('Pro stays until 2026-12-01; pay before');
    expect(words({ subscription: null, source: 'grant' })).toBe('We gave you Pro until 2026-12-23; nothing is charged for it.'); // prettier-ignore
    expect(words({ source: 'grant', plan: 'enterprise' })).toContain('Your subscription to Pro goes on beside it.');
    expect(words({ subscription: null, source: 'free', plan: 'free', until: null })).toBe('Free for as long as you like.'); // prettier-ignore
    expect(words({ subscription: { ...subscription, state: 'canceled' } })).toBe('Pro stays until 2026-12-23.');
  });

  it('has a subscription only while that goes on', () => {
    expect(liveOf({ ...subscription, state: 'past_due' })).not.toBeNull();
    expect(liveOf({ ...subscription, state: 'incomplete_expired' })).toBeNull();
    expect(liveOf(null)).toBeNull();
  });
});

describe('coming back from the payment page', () => {
  it('waits until the order is paid, or is known to have failed', () => {
    expect(checkoutState(undefined, 'o1')).toBe('waiting');
    expect(checkoutState(billing({ orders: [order], source: 'free' }), 'o1')).toBe('waiting');
    expect(checkoutState(billing({ orders: [{ ...order, state: 'paid' }] }), 'o1')).toBe('done');
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
  it.each(CASES)('is said of the plan: %i of %i', (used, limit, told) => {
    expect(roomWords({ billing: true, projects: { used, limit } })).toBe(told);
  });
  it('names no number where nothing is limited, or nothing is known', () => {
    expect(roomWords({ billing: false, projects: { used: 0, limit: 1000 } })).toBe('Now you can make books.');
    expect(roomWords(undefined)).toBe('Now you can make books.');
  });
});
