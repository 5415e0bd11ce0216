import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createUpkeepActivities } from '#activities/upkeep-activities.js';
import { newId } from '#database/ids.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Only the time of day is made up. */
const REAL = [
  'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval',
  'setTimeout', 'clearTimeout',
] as const; // prettier-ignore

describe('housekeeping', () => {
  let platform: Platform;
  const userId = newId();

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    await platform.db.user.create({ data: { id: userId, email: 'tidy@test.local', name: 'Tidy', passwordHash: '' } });
  });
  afterAll(() => platform?.stop());
  afterEach(() => {
    jest.useRealTimers();
  });

  const keyOf = (key: string, createdAt?: Date) =>
    platform.db.idempotencyKey.create({
      data: { userId, route: 'test', key, bodyHash: 'x', resourceId: newId(), ...(createdAt ? { createdAt } : {}) },
    });
  const tidyUp = () => {
    const { db, store, client } = platform;
    return new MockActivityEnvironment().run(createUpkeepActivities({ db, store, client }).tidyUp);
  };

  it('throws away what is old, and not what is young by the database’s clock, though its own is a month ahead', async () => {
    await keyOf('young');
    await keyOf('old', new Date(Date.now() - 2 * DAY_MS));
    const { sha256 } = await platform.store.put(Buffer.from('drawn a moment ago; its row is being written'));
    jest.useFakeTimers({ now: Date.now() + 30 * DAY_MS, doNotFake: [...REAL] });
    expect(Date.now()).toBeGreaterThan(performance.timeOrigin + 29 * DAY_MS);
    await tidyUp();
    jest.useRealTimers();
    const left = await platform.db.idempotencyKey.findMany({ where: { userId } });
    expect(left.map(({ key }) => key)).toEqual(['young']);
    expect(await platform.store.has(sha256)).toBe(true);
  });
});
