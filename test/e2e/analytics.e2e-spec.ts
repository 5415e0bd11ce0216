import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { AnalyticsView, PerformanceView } from '#contracts/analytics.js';
import type { Role } from '#contracts/auth.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

/** Ids that say what they are of: `id(1, 7)` is the seventh thing of the first kind. */
const id = (kind: number, number: number): string =>
  `00000000-0000-7000-800${kind}-${String(number).padStart(12, '0')}`;
const at = (text: string): Date => new Date(`2026-${text}Z`);
const after = (from: string, seconds: number | null): Date | null =>
  seconds === null ? null : new Date(at(from).getTime() + seconds * 1000);

/**
 * Authors by letter, with the moment of registering. The range asked for is March 1st to 10th (ten days), the one before
 * it February 19th to 28th; borders are tried by a millisecond.
 */
const AUTHORS = {
  A: '02-04T00:00:00',
  E: '02-06T00:00:00',
  F: '02-18T23:59:59.999',
  G: '02-25T00:00:00',
  H: '02-28T00:00:00',
  B: '03-01T00:00:00.000',
  C: '03-10T23:59:59.999',
  D: '03-11T00:00:00.000',
};
type Author = keyof typeof AUTHORS;
const author = (letter: Author): string => id(1, letter.charCodeAt(0));
const BOOKS: Record<number, Author> = { 1: 'A', 2: 'B', 3: 'E', 4: 'F' };

/** [number, book, kind, created, started after, first page after, ended, state]; times in seconds. */
const JOBS: [number, number, string, string, number | null, number | null, string | null, string][] = [
  [1, 1, 'generate-book', '03-01T10:00:00', 2, 10, '03-01T10:01:00', 'completed'],
  [2, 1, 'generate-book', '03-01T12:00:00', 4, 20, '03-01T12:02:00', 'completed-with-skips'],
  [3, 1, 'generate-book', '03-02T23:59:50', 6, 30, '03-03T00:03:00', 'completed'],
  [4, 2, 'export-book', '03-05T08:00:00', 8, null, '03-05T08:01:00', 'failed'],
  [5, 2, 'generate-book', '03-05T09:00:00', 10, null, '03-05T09:05:00', 'canceled'],
  [6, 3, 'generate-book', '03-10T22:00:00', 12, 40, null, 'running'],
  [7, 1, 'export-book', '03-11T00:00:00', 99, null, '03-11T00:05:00', 'completed'],
  [8, 3, 'generate-book', '02-28T23:00:00', 99, 99, '03-01T00:00:00', 'completed'],
  [9, 4, 'generate-book', '02-20T10:00:00', 99, null, '02-21T00:00:00', 'failed'],
  [10, 4, 'export-book', '02-28T10:00:00', 99, null, '02-28T23:59:59.999', 'completed'],
];
/** [when, job or null for a touch-up, content, bytes] */
const DRAWINGS: [string, number | null, string, number][] = [
  ['03-01T10:00:10', 1, 'a', 100],
  ['03-01T10:00:20', 1, 'a', 100],
  ['03-03T00:00:20', 3, 'b', 250],
  ['03-05T09:00:20', 5, 'c', 30],
  ['03-10T23:59:59.999', 6, 'd', 5],
  ['03-04T00:00:00', null, 'e', 7],
  ['02-20T00:00:00', 9, 'f', 1_000],
  ['02-28T23:00:40', 8, 'a', 100],
  ['03-11T00:00:00', 6, 'g', 9_999],
];
const CALLS: [string, string, string, bigint][] = [
  ['03-01T10:00:00', 'openai', 'usd', 1_500_000n],
  ['03-01T10:00:01', 'openai', 'usd', 250_000n],
  ['03-01T10:00:02', 'built-in', 'usd', 0n],
  ['03-05T10:00:00', 'other', 'eur', 700_000n],
  ['03-10T23:59:59.999', 'openai', 'usd', 1n],
  ['02-19T00:00:00', 'openai', 'usd', 3_000_000n],
  ['02-18T23:59:59.999', 'openai', 'usd', 5_000_000n],
  ['03-11T00:00:00', 'openai', 'usd', 7_000_000n],
];
/** [author, plan, from, until, revoked]; bought, but the last one. */
const PLANS: [Author, string, string, string, string | null, boolean][] = [
  ['A', 'pro', '02-05T00:00:00', '03-05T00:00:00', null, true],
  ['A', 'pro', '03-05T00:00:00', '04-05T00:00:00', null, true],
  ['A', 'enterprise', '03-08T06:00:00', '04-05T00:00:00', null, true],
  ['B', 'enterprise', '03-06T10:00:00', '04-06T10:00:00', null, true],
  ['E', 'pro', '02-07T00:00:00', '03-07T00:00:00', null, true],
  ['F', 'pro', '02-10T00:00:00', '03-10T00:00:00', '02-25T12:00:00', true],
  ['H', 'pro', '02-28T12:00:00', '03-28T12:00:00', null, true],
  ['C', 'enterprise', '03-02T00:00:00', '04-02T00:00:00', null, false],
];
const FORMULA = '=HYPERLINK("http://x")';
/** [cause, job, when] */
const FAILURES: ['refused' | 'late', number, string][] = [
  ['refused', 4, '03-05T08:00:30'],
  ['refused', 4, '03-05T08:00:40'],
  ['refused', 5, '03-05T09:00:30'],
  ['late', 6, '03-10T23:59:59.999'],
  ['refused', 8, '02-28T23:59:59.999'],
  ['late', 6, '03-11T00:00:00'],
];
const STEPS: [string, string, number, string][] = [
  ['story', 'openai', 1_000, '03-01T00:00:00'],
  ['story', 'openai', 2_000, '03-05T00:00:00'],
  ['story', 'openai', 3_000, '03-10T23:59:59.999'],
  ['story', 'openai', 99_000, '03-11T00:00:00'],
  ['page', 'built-in', 100, '03-02T00:00:00'],
];

async function plant({ db }: Platform): Promise<void> {
  await db.user.createMany({
    data: Object.entries(AUTHORS).map(([letter, createdAt]) => ({
      id: author(letter as Author),
      email: `${letter}@x.example`,
      name: letter,
      passwordHash: 'x',
      createdAt: at(createdAt),
    })),
  });
  await db.book.createMany({
    data: Object.entries(BOOKS).map(([number, owner]) => ({
      id: id(2, +number),
      ownerId: author(owner),
      title: `Book ${number}`,
      form: {},
      print: {},
      seed: 1,
    })),
  });
  await db.page.create({ data: { id: id(3, 1), bookId: id(2, 1), number: 1 } });
  await db.job.createMany({
    data: JOBS.map(([number, book, kind, created, started, first, ended, state]) => ({
      id: id(4, number),
      kind,
      state,
      ownerId: author(BOOKS[book]!),
      bookId: id(2, book),
      input: {},
      createdAt: at(created),
      startedAt: after(created, started),
      firstPageAt: after(created, first),
      endedAt: ended && at(ended),
    })),
  });
  await db.artVersion.createMany({
    data: DRAWINGS.map(([createdAt, job, sha256, size], index) => ({
      id: id(5, index),
      pageId: id(3, 1),
      version: index,
      jobId: job === null ? null : id(4, job),
      round: index,
      sha256,
      size,
      provider: 'p',
      model: 'm',
      variation: 1,
      prompt: '',
      durationMs: 1,
      createdAt: at(createdAt),
    })),
  });
  const file = { bookId: id(2, 1), mediaType: 'application/pdf', fileName: 'x.pdf' };
  await db.artifact.createMany({
    data: [
      {
        id: id(6, 1),
        ...file,
        jobId: id(4, 1),
        kind: 'interior-pdf',
        sha256: 'p',
        size: 2_000,
        createdAt: at('03-01T10:01:00'),
      },
      {
        id: id(6, 2),
        ...file,
        jobId: id(4, 10),
        kind: 'cover-pdf',
        sha256: 'q',
        size: 40,
        createdAt: at('02-28T11:00:00'),
      },
    ],
  });
  await db.batch.create({
    data: {
      id: id(6, 3),
      ownerId: author('A'),
      kind: 'export',
      state: 'completed',
      zipSha256: 'z',
      zipSize: 5_000_000_000n,
      createdAt: at('03-02T00:00:00'),
      endedAt: at('03-02T01:00:00'),
    },
  });
  await db.providerCall.createMany({
    data: CALLS.map(([startedAt, provider, currency, costMicros], index) => ({
      key: `call ${index}`,
      jobId: id(4, 1),
      provider,
      currency,
      costMicros,
      startedAt: at(startedAt),
    })),
  });
  for (const [index, [letter, plan, from, until, revoked, bought]] of PLANS.entries()) {
    const userId = author(letter);
    if (bought)
      await db.order.create({
        data: {
          id: id(7, index),
          userId,
          kind: 'checkout',
          plan,
          state: 'paid',
          amount: 1n,
          currency: 'usd',
          createdAt: at(from),
          paidAt: at(from),
        },
      });
    await db.entitlement.create({
      data: {
        id: id(8, index),
        userId,
        plan,
        orderId: bought ? id(7, index) : null,
        startsAt: at(from),
        endsAt: at(until),
        revokedAt: revoked && at(revoked),
      },
    });
  }
  await db.failureGroup.createMany({
    data: [
      { fingerprint: 'refused', code: 'content-refused', step: 'pages', message: FORMULA },
      { fingerprint: 'late', code: 'provider-timeout', step: 'story', message: 'It took too long' },
    ],
  });
  await db.failure.createMany({
    data: FAILURES.map(([fingerprint, job, when]) => ({
      fingerprint,
      jobId: id(4, job),
      ownerId: author(BOOKS[JOBS[job - 1]![1]]!),
      message: '',
      at: at(when),
    })),
  });
  await db.jobStep.createMany({
    data: STEPS.map(([step, provider, durationMs, endedAt], index) => ({
      id: id(9, index),
      jobId: id(4, 1),
      step,
      provider,
      durationMs,
      endedAt: at(endedAt),
    })),
  });
}

const RANGE = '?from=2026-03-01&to=2026-03-10';
const usd = (minor: number) => [{ minor: String(minor), currency: 'usd' }];
const micros = (amount: number, currency = 'usd') => ({ micros: String(amount), currency });

describe('the analytics', () => {
  let platform: Platform;
  let api: Api;
  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    api = await startApi(platform);
    await plant(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  const ask = async <T = AnalyticsView>(path: string, as: Role = 'admin'): Promise<T> => {
    const { status, body } = await api.ask<T>('GET', `/api/monitoring/${path}`, { as });
    expect(status).toBe(200);
    return body;
  };
  const statusOf = async (path: string): Promise<number> =>
    (await api.ask('GET', `/api/monitoring/${path}`, { as: 'admin' })).status;

  it('count what was done in the range, to the millisecond of its borders', async () => {
    const { current, previous, timeZone } = await ask(`analytics${RANGE}`);
    expect([timeZone, previous]).toEqual(['UTC', null]);
    expect(current).toMatchObject({
      activeAuthors: 3, // A, B and E
      registered: 2, // B and C
      books: 2, // A's, which was made three times, and E's
      drawings: 5, // without the touch-up
      succeeded: 4,
      failed: 1,
      canceled: 1,
      successRate: 4 / 5,
      storageBytes: 100 + 250 + 30 + 5 + 7 + 1_000 + 2_000 + 40 + 5_000_000_000,
    });
    expect(current.causes).toEqual([
      { code: 'content-refused', step: 'pages', message: FORMULA, cases: 3, jobs: 2, authors: 1 },
      { code: 'provider-timeout', step: 'story', message: 'It took too long', cases: 1, jobs: 1, authors: 1 },
    ]);
  });

  it('count each day, also those on which nothing was done', async () => {
    const { days } = (await ask(`analytics${RANGE}`)).current;
    const row = (day: string) => {
      const { activeAuthors, registered, books, drawings, succeeded, failed, canceled, successRate } = days.find(
        (each) => each.day === day,
      )!;
      return [activeAuthors, registered, books, drawings, succeeded, failed, canceled, successRate];
    };
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 10 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`),
    );
    expect(row('2026-03-01')).toEqual([1, 1, 2, 2, 3, 0, 0, 1]);
    expect(row('2026-03-02')).toEqual([1, 0, 0, 0, 0, 0, 0, null]);
    expect(row('2026-03-03')).toEqual([0, 0, 1, 1, 1, 0, 0, 1]);
    expect(row('2026-03-04')).toEqual([0, 0, 0, 0, 0, 0, 0, null]);
    expect(row('2026-03-05')).toEqual([1, 0, 0, 1, 0, 1, 1, 0]);
    expect(row('2026-03-10')).toEqual([1, 1, 0, 1, 0, 0, 0, null]);
  });

  it('say to finance who pays, what it comes to each month, and what providers take', async () => {
    const { current } = await ask(`analytics${RANGE}`, 'finance');
    expect(current.money).toEqual({
      cost: [micros(700_000, 'eur'), micros(1_750_001)],
      costByProvider: [
        { ...micros(700_000, 'eur'), provider: 'other' },
        { ...micros(1_750_001), provider: 'openai' },
      ],
      paying: 3, // A, B and H
      payingAtStart: 3, // A, E and H
      joined: 1,
      left: 1,
      churn: 1 / 3,
      mrrAtStart: usd(3 * 1_900),
      mrr: usd(9_900 + 9_900 + 1_900),
      converted: 1, // B, of B and C
      conversion: 1 / 2,
    });
    expect(current.days.map(({ money }) => money!.mrr)).toEqual([
      ...Array.from({ length: 5 }, () => usd(5_700)), // A, E, H; A's months meet at midnight of the 5th
      usd(15_600), // and B, from the 6th
      usd(13_700), // without E, whose month ended with the 6th
      ...Array.from({ length: 3 }, () => usd(21_700)), // A has both plans: the dearer one counts
    ]);
    expect(current.days.map(({ money }) => money!.paying)).toEqual([3, 3, 3, 3, 3, 4, 3, 3, 3, 3]);
    expect(current.days.map(({ money }) => money!.cost).filter((cost) => cost.length > 0)).toEqual([
      [micros(1_750_000)],
      [micros(700_000, 'eur')],
      [micros(1)],
    ]);
  });

  it('compare with as many days right before', async () => {
    const { previous } = await ask(`analytics${RANGE}&compare=previous`);
    expect(previous).toMatchObject({
      from: '2026-02-19',
      to: '2026-02-28',
      activeAuthors: 2, // E and F
      registered: 2, // G and H
      books: 0, // E's was ended at midnight, F's failed
      drawings: 2,
      succeeded: 1,
      failed: 1,
      canceled: 0,
      successRate: 1 / 2,
      storageBytes: 1_000 + 100 + 40,
      causes: [{ code: 'content-refused', cases: 1, jobs: 1, authors: 1 }],
      money: {
        cost: [micros(3_000_000)],
        payingAtStart: 3, // A, E and F
        paying: 3, // A, E and H
        joined: 1,
        left: 1,
        churn: 1 / 3,
        mrrAtStart: usd(5_700),
        mrr: usd(5_700),
        converted: 1,
        conversion: 1 / 2,
      },
    });
    // F was revoked on the 25th, H came on the 28th
    expect(previous!.days.map(({ money }) => money!.paying)).toEqual([3, 3, 3, 3, 3, 3, 2, 2, 2, 3]);
  });

  it('show support the work and no money, neither on the page nor in the file', async () => {
    const { current } = await ask(`analytics${RANGE}`, 'support');
    expect([current.money, current.activeAuthors]).toEqual([null, 3]);
    expect(current.days.every(({ money }) => money === null)).toBe(true);
    const [head] = await file('days', 'support');
    expect(head!.join()).not.toMatch(/MRR|cost|paying/);
  });

  const file = async (table: string, as: Role = 'admin'): Promise<string[][]> => {
    const text = await ask<string>(`analytics.csv${RANGE}&table=${table}`, as);
    return parse(text);
  };

  it('are a file whose numbers are the page’s, with columns for each currency', async () => {
    const [head, ...rows] = await file('days');
    const { days } = (await ask(`analytics${RANGE}`)).current;
    expect(head).toEqual([
      'day (UTC)',
      'active authors',
      'registered',
      'books',
      'drawings',
      'jobs succeeded',
      'jobs failed',
      'jobs canceled',
      'jobs parked',
      'success rate',
      'paying authors',
      'provider cost EUR',
      'provider cost USD',
      'MRR USD',
    ]);
    expect(rows).toHaveLength(10);
    expect(rows[0]).toEqual([
      '2026-03-01',
      '1',
      '1',
      '2',
      '2',
      '3',
      '0',
      '0',
      '0',
      '1',
      '3',
      '0.000000',
      '1.750000',
      '57.00',
    ]);
    expect(rows[4]).toEqual([
      '2026-03-05',
      '1',
      '0',
      '0',
      '1',
      '0',
      '1',
      '1',
      '0',
      '0',
      '3',
      '0.700000',
      '0.000000',
      '57.00',
    ]);
    expect(rows[9]!.slice(10)).toEqual(['3', '0.000000', '0.000001', '217.00']);
    expect(rows.map(([day, authors]) => [day, Number(authors)])).toEqual(
      days.map((each) => [each.day, each.activeAuthors]),
    );
  });

  it('let no cause be a formula in a sheet', async () => {
    const [head, ...rows] = await file('causes');
    expect(head).toEqual(['code', 'step', 'what is wrong', 'cases', 'jobs', 'authors']);
    expect(rows).toEqual([
      ['content-refused', 'pages', `'${FORMULA}`, '3', '2', '1'],
      ['provider-timeout', 'story', 'It took too long', '1', '1', '1'],
    ]);
  });

  it('report how long users waited and how long each step took', async () => {
    const speed = await ask<PerformanceView>(`performance${RANGE}`, 'support');
    expect(speed).toMatchObject({
      queueWait: { count: 6, p50: 7_000, p95: 11_500 }, // 2, 4 … 12 s
      firstPage: { count: 4, p50: 25_000, p95: 38_500 }, // 10, 20, 30, 40 s
      wholeBook: { count: 3, p50: 120_000, p95: 183_000 }, // 60, 120, 190 s
      steps: [
        { step: 'page', provider: 'built-in', count: 1, p50: 100, p95: 100 },
        { step: 'story', provider: 'openai', count: 3, p50: 2_000, p95: 2_900 },
      ],
    });
    expect(speed.days[0]).toMatchObject({
      day: '2026-03-01',
      queueWait: { count: 2, p50: 3_000 },
      firstPage: { count: 2, p50: 15_000 },
    });
    expect(speed.days[3]).toEqual({ day: '2026-03-04', queueWait: null, firstPage: null, wholeBook: null });
  });

  it('take a range of 400 days and no longer one, and say what is wrong with others', async () => {
    expect(await statusOf('analytics?from=2025-02-04&to=2026-03-10')).toBe(200); // 400 days
    for (const query of [
      'from=2025-02-03&to=2026-03-10',
      'from=2026-03-02&to=2026-03-01',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-03-01',
      'from=2026-03-01&to=2026-03-02&zone=Europe/Berlin',
    ])
      for (const path of ['analytics', 'analytics.csv', 'performance'])
        expect([path, query, await statusOf(`${path}?${query}`)]).toEqual([path, query, 422]);
  });

  it('do not call it a success while jobs need attention', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const done = { ownerId: author('A'), kind: 'generate-book', input: {} };
    await platform.db.job.create({
      data: { ...done, id: id(4, 901), bookId: id(2, 1), state: 'completed', endedAt: new Date() },
    });
    await platform.db.job.create({ data: { ...done, id: id(4, 902), bookId: id(2, 2), state: 'needs-attention' } });
    const { current } = await ask(`analytics?from=${today}&to=${today}`);
    expect(current).toMatchObject({ succeeded: 1, failed: 0, parked: 1, successRate: 1 / 2 });
    expect(current.days[0]).toMatchObject({ parked: 1, successRate: 1 / 2 });
    await platform.db.job.deleteMany({ where: { id: { in: [id(4, 901), id(4, 902)] } } });
  });

  it('are empty, not wrong, where nothing was', async () => {
    const { current } = await ask('analytics?from=2020-01-01&to=2020-01-02');
    expect(current).toMatchObject({
      activeAuthors: 0,
      successRate: null,
      storageBytes: 0,
      causes: [],
      money: { cost: [], mrr: [], paying: 0, churn: null, conversion: null },
    });
    const speed = await ask<PerformanceView>('performance?from=2020-01-01&to=2020-01-02');
    expect(speed).toMatchObject({ queueWait: null, firstPage: null, wholeBook: null, steps: [] });
  });
});
