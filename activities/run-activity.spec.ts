import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { runActivity } from './run-activity.js';

const WHILE = 10_000;

describe('the heartbeat of an activity', () => {
  let beats: unknown[];
  let environment: MockActivityEnvironment;
  const begin = (heartbeatDetails?: unknown): void => {
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
    begin();
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
    begin({ offset: 8 });
    await environment.run(() => runActivity(() => jest.advanceTimersByTimeAsync(WHILE)));
    expect(beats.length).toBeGreaterThan(2);
    expect(beats).toEqual(beats.map(() => ({ offset: 8 })));
  });
});
