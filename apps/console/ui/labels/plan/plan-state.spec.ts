import { describe, expect, it } from '@jest/globals';
import type { BillingView, PlanView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import { buttonText, cancelText, changedText, changeText, liveOf, planStateOf } from './plan-state.js';

const END = '2026-12-23T10:00:00.000Z';
const DAY = '2026-12-23';
const day = (iso: string): string => iso.slice(0, 10);
const own = {
  id: 'sub_1',
  plan: 'pro',
  paidPlan: 'pro',
  state: 'active',
  cancelAtPeriodEnd: false,
  periodStart: '2026-11-23T10:00:00.000Z',
  periodEnd: END,
} as const;
const billing = (more: Partial<BillingView>): BillingView =>
  ({
    plan: 'pro',
    source: 'order',
    until: END,
    graceUntil: null,
    subscription: own,
    orders: [],
    ...more,
  }) as BillingView;
const plan = (id: PlanId, name: string, minor: string) => ({ id, name, price: { minor, currency: 'usd' } }) as PlanView;
const [free, pro, enterprise] = [
  plan('free', 'Free', '0'),
  plan('pro', 'Pro', '1900'),
  plan('enterprise', 'Enterprise', '9900'),
];
const plans = [free, pro, enterprise];

const down = { plan: 'enterprise', subscription: { ...own, paidPlan: 'enterprise' } } as const;
const up = { plan: 'enterprise', subscription: { ...own, plan: 'enterprise', paidPlan: 'enterprise' } } as const;
const canceled = { subscription: { ...own, cancelAtPeriodEnd: true } } as const;
const cancelledDown = { ...down, subscription: { ...down.subscription, cancelAtPeriodEnd: true } } as const;
const gift = { source: 'grant', plan: 'enterprise' } as const;

/** Each state with what its card says, and what the buttons of Pro and Enterprise do. */
const STATES: [string, Partial<BillingView>, string, string, string][] = [
  [
    'free',
    { plan: 'free', source: 'free', until: null, subscription: null },
    'Free for as long as you like.',
    'choose',
    'choose',
  ],
  ['Pro', {}, `Renews on ${DAY}.`, '', 'change-now'],
  ['Enterprise', up, `Renews on ${DAY}.`, 'change-later', ''],
  ['Enterprise, then Pro', down, `Enterprise stays until ${DAY}; then you go on with Pro.`, '', 'keep'],
  ['Pro, canceled', canceled, `Canceled. Pro stays until ${DAY}, then you are on Free.`, '', 'change-now'],
  [
    'Enterprise, then Pro, canceled',
    cancelledDown,
    `Canceled. Enterprise stays until ${DAY}, then you are on Free.`,
    '',
    'keep',
  ],
  [
    'in grace',
    { graceUntil: '2026-12-01T00:00:00.000Z' },
    'The last payment failed. Pro stays until 2026-12-01; pay before that and nothing changes.',
    '',
    'change-now',
  ],
  [
    'given',
    { ...gift, subscription: null },
    `We gave you Enterprise until ${DAY}; nothing is charged for it.`,
    'choose',
    '',
  ],
  [
    'given beside Pro',
    gift,
    `We gave you Enterprise until ${DAY}; nothing is charged for it. Your subscription to Pro goes on beside it.`,
    '',
    '',
  ],
  [
    'given beside Pro, canceled',
    { ...gift, ...canceled },
    `We gave you Enterprise until ${DAY}; nothing is charged for it. Your subscription to Pro is canceled and ends on ${DAY}.`,
    '',
    '',
  ],
  ['over', { subscription: { ...own, state: 'canceled' } }, `Pro stays until ${DAY}.`, 'choose', 'choose'],
];

describe('a plan', () => {
  it.each(STATES)('%s: card and buttons', (_, more, words, onPro, onEnterprise) => {
    const state = planStateOf(billing(more), day);
    expect(state.next()).toBe(words);
    expect([state.actionFor(free, plans), state.actionFor(pro, plans), state.actionFor(enterprise, plans)]).toEqual([
      '',
      onPro,
      onEnterprise,
    ]);
  });

  it.each(STATES)('%s: support reads the same of somebody else', (_, more) => {
    const words = planStateOf(billing(more), day, 'them').next();
    expect(words.replace(' as long as you like', '')).not.toMatch(/\b(you|your)\b/i);
  });

  it('is told after a change as the card shows it', () => {
    expect(changedText(billing(up), enterprise, day)).toBe(`Enterprise is yours. Renews on ${DAY}.`);
    expect(changedText(billing(down), pro, day)).toBe(`Enterprise stays until ${DAY}; then you go on with Pro.`);
  });

  it.each([
    ['up', {}, enterprise, 'Change to Enterprise', 'is set off against it: about $80 is charged to your card now.'],
    [
      'down',
      up,
      pro,
      'Change to Pro',
      `Enterprise stays until ${DAY}, since it is paid; after that you go on with Pro. Nothing is charged now.`,
    ],
    [
      'back to what is paid',
      down,
      enterprise,
      'Keep Enterprise',
      `Enterprise is paid for until ${DAY}, and then goes on for $99 a month instead of Pro. Nothing is charged now.`,
    ],
    [
      'up, taking a cancellation back',
      canceled,
      enterprise,
      'Change to Enterprise',
      'This takes your cancellation back.',
    ],
  ])('asks before it changes %s, by the words of its button', (_, more, to, label, body) => {
    const state = planStateOf(billing(more), day);
    const asked = changeText(state, state.actionFor(to, plans), to, { minor: '8000', currency: 'usd' });
    expect([asked.title, asked.confirmLabel]).toEqual([`${label}?`, label]);
    expect(buttonText(state.actionFor(to, plans), to)).toBe(`${label}…`);
    expect(asked.body).toContain(body);
  });

  it.each([
    ['Pro', {}, `Pro stays with you until ${DAY}`, 'After that you are on Free'],
    ['Enterprise, then Pro', down, `Enterprise stays with you until ${DAY}`, 'After that you are on Free'],
    ['given beside Pro', gift, `Pro stays with you until ${DAY}`, 'Enterprise, which we gave you, stays'],
  ])('asks before it is canceled: %s', (_, more, held, after) => {
    const { body } = cancelText(planStateOf(billing(more), day), billing(more));
    expect(body).toContain(held);
    expect(body).toContain(after);
  });

  it('has a subscription only while that goes on', () => {
    expect(liveOf({ ...own, state: 'past_due' })).not.toBeNull();
    expect(liveOf({ ...own, state: 'incomplete_expired' })).toBeNull();
    expect(liveOf(null)).toBeNull();
  });
});
