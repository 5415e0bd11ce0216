import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ALERT_RULES } from '#contracts/alerts.js';
import type { AlertRuleName } from '#contracts/alerts.js';
import type { Figures } from './figures.js';
import { RULES, inText, settingsOf, valuesOf } from './rules.js';

const AT = new Date('2026-03-10T12:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ago = (ms: number): Date => new Date(AT.getTime() - ms);
const many = (length: number, ms: number): Date[] => Array.from({ length }, () => ago(ms));

const queueFigures = (queue: string, unpolled: number | null, backlog: number | null = 1) => ({
  queue,
  polledAt: unpolled === null ? null : ago(unpolled),
  pollers: 1,
  backlog,
});

const QUIET: Figures = {
  at: AT,
  errors: [],
  parkedSince: [],
  oldestQueuedAt: null,
  lastHour: { good: 0, failed: 0 },
  queues: [queueFigures('studio', 0)],
  disk: { path: '/books', free: 90, total: 100 },
  reconciliation: { completedAt: AT, since: null },
  discrepanciesSince: [],
  inbox: { storedSince: [], failedAt: [] },
  drive: { connectionsSince: [], filesSince: [], faults: [] },
  refusals: [],
  answeredAt: null,
  mail: { queuedSince: [], failedAt: [] },
  costToday: [],
};
const found = (name: AlertRuleName, figures: Partial<Figures>, set: Record<string, number> = {}) =>
  RULES[name].find({ ...QUIET, ...figures }, valuesOf(RULES[name], set));
const error = (recent: number, usual: number) => [{ id: 'e1', name: 'TypeError', place: 'drawPages', recent, usual }];
const refusal = (ms: number, code = 'quota-exhausted') => [{ provider: 'openai', code, at: ago(ms) }];

const googleFault = (ms: number) => ({
  connectionsSince: [],
  filesSince: [],
  faults: [{ message: 'Google does not accept this installation (invalid_client): Unauthorized', at: ago(ms) }],
});

/** A rule just before its border, just over it, and the subjects that it then names. */
const BORDERS: [AlertRuleName, why: string, before: Partial<Figures>, over: Partial<Figures>, subjects: string[]][] = [
  ['error-rate', 'five times as often', { errors: error(24, 5) }, { errors: error(25, 5) }, ['e1']],
  ['error-rate', 'twenty of what is new', { errors: error(19, 0) }, { errors: error(20, 0) }, ['e1']],
  ['jobs-parked', 'number', { parkedSince: many(20, 2 * HOUR) }, { parkedSince: many(21, 2 * HOUR) }, ['']],
  ['jobs-parked', 'age', { parkedSince: many(21, HOUR) }, { parkedSince: many(21, HOUR + 1) }, ['']],
  ['queue-wait', 'age', { oldestQueuedAt: ago(5 * MINUTE) }, { oldestQueuedAt: ago(5 * MINUTE + 1) }, ['']],
  ['success-rate', 'share', { lastHour: { good: 90, failed: 10 } }, { lastHour: { good: 89, failed: 11 } }, ['']],
  ['success-rate', 'number', { lastHour: { good: 0, failed: 9 } }, { lastHour: { good: 0, failed: 10 } }, ['']],
  [
    'queue-unpolled',
    'age',
    { queues: [queueFigures('press', 3 * MINUTE)] },
    { queues: [queueFigures('press', 3 * MINUTE + 1), queueFigures('courier', null, null)] },
    ['press', 'courier'],
  ],
  [
    'queue-unpolled',
    'work',
    { queues: [queueFigures('press', HOUR, 0)] },
    { queues: [queueFigures('press', HOUR, 1)] },
    ['press'],
  ],
  [
    'disk-full',
    'share',
    { disk: { path: '/books', free: 10, total: 100 } },
    { disk: { path: '/books', free: 9.99, total: 100 } },
    [''],
  ],
  [
    'reconciliation-stale',
    'age',
    { reconciliation: { completedAt: ago(26 * HOUR), since: ago(99 * HOUR) } },
    { reconciliation: { completedAt: ago(26 * HOUR + 1), since: null } },
    [''],
  ],
  [
    'reconciliation-stale',
    'none yet',
    { reconciliation: { completedAt: null, since: ago(26 * HOUR) } },
    { reconciliation: { completedAt: null, since: ago(26 * HOUR + 1) } },
    [''],
  ],
  [
    'discrepancies-open',
    'age',
    { discrepanciesSince: [ago(24 * HOUR)] },
    { discrepanciesSince: [ago(24 * HOUR + 1)] },
    [''],
  ],
  [
    'webhook-inbox',
    'age',
    { inbox: { storedSince: [ago(10 * MINUTE)], failedAt: [] } },
    { inbox: { storedSince: [ago(10 * MINUTE + 1)], failedAt: [] } },
    ['waiting'],
  ],
  [
    'webhook-inbox',
    'failed',
    { inbox: { storedSince: [], failedAt: [ago(24 * HOUR + 1)] } },
    { inbox: { storedSince: [], failedAt: [ago(24 * HOUR)] } },
    ['failed'],
  ],
  [
    'drive-waiting',
    'files',
    { drive: { connectionsSince: [], filesSince: many(50, 2 * HOUR), faults: [] } },
    { drive: { connectionsSince: [], filesSince: many(51, 2 * HOUR), faults: [] } },
    ['files'],
  ],
  [
    'drive-waiting',
    'age',
    { drive: { connectionsSince: [], filesSince: many(51, HOUR), faults: [] } },
    { drive: { connectionsSince: [], filesSince: many(51, HOUR + 1), faults: [] } },
    ['files'],
  ],
  [
    'drive-waiting',
    'authors',
    { drive: { connectionsSince: many(20, 1), filesSince: [], faults: [] } },
    { drive: { connectionsSince: many(21, 1), filesSince: [], faults: [] } },
    ['connections'],
  ],
  ['drive-misconfigured', 'age', { drive: googleFault(90 * MINUTE + 1) }, { drive: googleFault(90 * MINUTE) }, ['']],
  [
    'provider-refuses',
    'age',
    { refusals: refusal(30 * MINUTE + 1) },
    { refusals: [...refusal(30 * MINUTE), ...refusal(1, 'provider-unauthorized')] },
    ['openai: quota-exhausted', 'openai: provider-unauthorized'],
  ],
  [
    'mail-stuck',
    'age',
    { mail: { queuedSince: [ago(15 * MINUTE)], failedAt: [] } },
    { mail: { queuedSince: [ago(15 * MINUTE + 1)], failedAt: [] } },
    ['waiting'],
  ],
  [
    'mail-stuck',
    'failed',
    { mail: { queuedSince: [], failedAt: many(5, 1) } },
    { mail: { queuedSince: [], failedAt: many(6, 1) } },
    ['failed'],
  ],
  [
    'provider-cost',
    'ceiling',
    { costToday: [{ currency: 'usd', micros: 100_000_000n }] },
    {
      costToday: [
        { currency: 'usd', micros: 100_000_001n },
        { currency: 'eur', micros: 1n },
      ],
    },
    ['usd'],
  ],
];

describe('a rule', () => {
  it.each(BORDERS)(
    '%s lets be what is at its border and finds what is over it: %s',
    (name, _why, before, over, subjects) => {
      expect(found(name, before)).toEqual([]);
      const findings = found(name, over)!;
      expect(findings.map(({ subject }) => subject)).toEqual(subjects);
      for (const { message } of findings) expect(message).toMatch(/^[A-Z\d].{10,}[.]$/);
    },
  );

  it.each(ALERT_RULES)('%s is tried at its border here, and finds nothing when all is quiet', (name) => {
    expect(BORDERS.some(([tried]) => tried === name)).toBe(true);
    expect(found(name, {})).toEqual([]);
  });

  it('says that it does not know when its figures could not be had', () => {
    expect(found('queue-unpolled', { queues: null })).toBeNull();
    expect(found('disk-full', { disk: null })).toBeNull();
  });

  it('has nothing to find where there is no such thing: a bucket has no disk, and who takes no money reconciles none', () => {
    expect(found('disk-full', { disk: 'none' })).toEqual([]);
    expect(found('reconciliation-stale', { reconciliation: 'none' })).toEqual([]);
  });

  it('goes by what an admin has set, and by its own number where that makes no sense', () => {
    expect(found('queue-wait', { oldestQueuedAt: ago(2 * MINUTE) }, { minutes: 1 })).toHaveLength(1);
    expect(found('queue-wait', { oldestQueuedAt: ago(9 * MINUTE) }, { minutes: 10 })).toEqual([]);
    expect(valuesOf(RULES['queue-wait'], { minutes: 0, clear: 'soon', more: 1 })).toEqual({ minutes: 5, clear: 5 });
  });

  it.each(ALERT_RULES)('%s has settings whose usual value is within their bounds', (name) => {
    for (const { usual, min, max } of Object.values(settingsOf(RULES[name]))) {
      expect(usual).toBeGreaterThanOrEqual(min);
      expect(usual).toBeLessThanOrEqual(max);
    }
  });
});

describe('the runbook', () => {
  const text = readFileSync('docs/runbook.md', 'utf8');
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section]),
  );
  const PARTS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Resolved when'];

  it('has a section for each rule, and none for what is no rule', () => {
    expect([...sections.keys()].sort()).toEqual([...ALERT_RULES].sort());
  });

  it.each(ALERT_RULES)('gives for %s the meaning, impact, diagnosis, mitigation and end', (name) => {
    const parts = [...(sections.get(name) ?? '').matchAll(/^\*\*(.+?)\.\*\* (.+)$/gm)];
    expect(parts.map(([, part]) => part)).toEqual(PARTS);
    for (const [, , words] of parts) expect(words!.length).toBeGreaterThan(40);
  });
});

describe('a time in words', () => {
  it('is rounded down', () => {
    expect([59_999, 60_000, 2 * HOUR - 1, 2 * HOUR, 48 * HOUR, -5].map(inText)).toEqual([
      '0 minutes',
      '1 minute',
      '119 minutes',
      '2 hours',
      '2 days',
      '0 minutes',
    ]);
  });
});
