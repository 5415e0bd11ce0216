import { describe, expect, it } from '@jest/globals';
import type { Figures } from '#observability/alerts/figures.js';
import { partsOf } from './health-parts.js';

const AT = new Date('2026-03-10T12:00:00Z');
const ago = (minutes: number): Date => new Date(AT.getTime() - minutes * 60_000);
const queues = (polled: number | null) => [
  { queue: 'studio', polledAt: polled === null ? null : ago(polled), pollers: 2, backlog: 3 },
];
const QUIET: Figures = {
  at: AT,
  errors: [],
  parkedSince: [],
  oldestQueuedAt: null,
  lastHour: { good: 0, failed: 0 },
  queues: queues(0),
  disk: { path: '/books', free: 50, total: 100 },
  reconciliation: { completedAt: ago(60), since: null },
  discrepanciesSince: [],
  inbox: { storedSince: [], failedAt: [] },
  drive: { connectionsSince: [], filesSince: [], faults: [] },
  refusals: [],
  answeredAt: null,
  mail: { queuedSince: [], failedAt: [] },
  costToday: [],
};
const ALL = { smtp: true, stripe: true, google: true, openai: true };
const NONE = { smtp: false, stripe: false, google: false, openai: false };
const states = (figures: Partial<Figures>, setUp = ALL): Record<string, string> =>
  Object.fromEntries(partsOf({ ...QUIET, ...figures }, setUp).map(({ name, state }) => [name, state]));
const refusal = (minutes: number) => [{ provider: 'openai', code: 'quota-exhausted', at: ago(minutes) }];

const googleFault = (minutes: number) => ({
  connectionsSince: [],
  filesSince: [],
  faults: [{ message: 'Google does not accept this installation (invalid_client): Unauthorized.', at: ago(minutes) }],
});

describe('the health of the parts', () => {
  it('is ok when nothing fails, with an explanation', () => {
    expect(new Set(Object.values(states({})))).toEqual(new Set(['ok']));
    for (const { reason } of partsOf(QUIET, ALL)) expect(reason).toMatch(/^[A-Z\d].+\.$/);
  });

  it('is off for a component that is not configured', () => {
    expect(states({ disk: 'none', reconciliation: 'none' }, NONE)).toMatchObject({
      disk: 'off',
      mail: 'off',
      payments: 'off',
      drive: 'off',
      openai: 'off',
    });
  });

  it.each<[string, string, Partial<Figures>, Partial<Figures>]>([
    ['queue studio', 'degraded', { queues: queues(2) }, { queues: queues(2.1) }],
    ['queue studio', 'down', { queues: queues(1) }, { queues: queues(null) }],
    ['backlog', 'degraded', { oldestQueuedAt: ago(5) }, { oldestQueuedAt: ago(5.1) }],
    ['disk', 'degraded', { disk: { path: '/', free: 10, total: 100 } }, { disk: { path: '/', free: 9, total: 100 } }],
    ['disk', 'down', {}, { disk: null }],
    [
      'mail',
      'degraded',
      { mail: { queuedSince: [ago(15)], failedAt: [] } },
      { mail: { queuedSince: [ago(15.1)], failedAt: [] } },
    ],
    [
      'payments',
      'degraded',
      { inbox: { storedSince: [ago(5)], failedAt: [] } },
      { inbox: { storedSince: [ago(5.1)], failedAt: [] } },
    ],
    ['drive', 'down', { drive: googleFault(30.1) }, { drive: googleFault(30) }],
    ['openai', 'down', { refusals: refusal(30.1) }, { refusals: refusal(30) }],
  ])('of %s is %s just over its border, and well before it', (name, state, before, over) => {
    expect(states(before)[name]).toBe('ok');
    expect(states(over)[name]).toBe(state);
  });

  it('of the provider has the time of the last refusal, and is ok again with the next response', () => {
    const openai = (figures: Partial<Figures>) =>
      partsOf({ ...QUIET, ...figures }, ALL).find(({ name }) => name === 'openai')!;
    const refusals = [...refusal(22), ...refusal(23)];
    expect(openai({ refusals, answeredAt: ago(25) })).toMatchObject({ state: 'down' });
    expect(openai({ refusals }).reason).toBe(
      'Refused 2 times in the last 30 minutes, the last 22 minutes ago: its account is out of credit.',
    );
    expect(openai({ refusals, answeredAt: ago(3) })).toMatchObject({
      state: 'ok',
      reason: expect.stringContaining('answered since, 3 minutes ago'),
    });
  });

  it('of the workers is not known when Temporal does not answer', () => {
    expect(states({ queues: null })['workers']).toBe('down');
  });
});
