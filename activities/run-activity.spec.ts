import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { CancelledFailure } from '@temporalio/activity';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { exposition } from '#observability/metrics/registry.js';
import { readExposition } from '../test/support/exposition.js';
import { runActivity } from './run-activity.js';

const WHILE = 10_000;

describe('the end of an activity', () => {
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const ends: [string, () => Promise<void>, object?][] = [
    ['done', () => Promise.resolve()],
    ['refused', () => Promise.reject(new PermanentFailure('content-refused', 'no'))],
    ['fault', () => Promise.reject(new TransientFailure('provider-unavailable', 'later'))],
    ['surprise', () => Promise.reject(new TypeError('x is undefined'))],
    ['surprise', () => Promise.reject(new TypeError('x is undefined')), { attempt: 6 }],
    ['canceled', () => Promise.reject(new CancelledFailure('enough'))],
  ];

  it.each(ends)('is counted as %s, once', async (outcome, body, info = {}) => {
    const environment = new MockActivityEnvironment({ activityType: `a-${outcome}`, ...info }, { logger: quiet });
    const counted = async (name: string): Promise<number> =>
      readExposition((await exposition()).text).sum(`colorbook_activity_duration_seconds_${name}`, {
        activity: `a-${outcome}`,
        outcome,
      });
    const before = await counted('count');
    await environment.run(() => runActivity(body)).catch(() => undefined);
    expect((await counted('count')) - before).toBe(1);
    expect(await counted('sum')).toBeLessThan(5);
  });
});

describe('the heartbeat of an activity', () => {
  let beats: unknown[];
  let environment: MockActivityEnvironment;
  const mockActivity = (heartbeatDetails?: unknown): void => {
    beats = [];
    environment = new MockActivityEnvironment({ heartbeatDetails });
    environment.on('heartbeat', (details: unknown) => beats.push(details));
  };
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('goes on saying how far the work is while nothing new is to be said', async () => {
    mockActivity();
    await environment.run(() =>
      runActivity(async (_context, say) => {
        say({ offset: 8 });
        await jest.advanceTimersByTimeAsync(WHILE);
      }),
    );
    expect(beats.length).toBeGreaterThan(2);
    expect(new Set(beats.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"offset":8}']));
  });

  it('does not forget what the try before said', async () => {
    mockActivity({ offset: 8 });
    await environment.run(() => runActivity(() => jest.advanceTimersByTimeAsync(WHILE)));
    expect(beats.length).toBeGreaterThan(2);
    expect(beats).toEqual(beats.map(() => ({ offset: 8 })));
  });
});
