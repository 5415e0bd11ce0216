import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import { newId } from '#database/ids.js';
import { moveJob } from '#jobs/job-record.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Only the time of day is made up. */
const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

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

  it('ends a workflow whose job has ended long since, and no other', async () => {
    const { db, client, store } = platform;
    // no worker runs: the workflows are there and do nothing
    const [left, fresh, open] = await Promise.all([submitBook(platform), submitBook(platform), submitBook(platform)]);
    await moveJob(db, left.jobId, 'canceled');
    await moveJob(db, fresh.jobId, 'canceled');
    await db.$executeRaw`UPDATE "Job" SET "endedAt" = now() - interval '2 minutes' WHERE id = ${left.jobId}::uuid`;
    const isRunning = async ({ jobId }: { jobId: string }) =>
      (await client.workflow.getHandle(jobId).describe()).status.name === 'RUNNING';
    const { reconcileJobs } = createUpkeepActivities({ db, store, client });
    // the list of running workflows is a moment behind
    await eventually('the workflow that was left is ended', async () => {
      await new MockActivityEnvironment().run(reconcileJobs);
      return !(await isRunning(left));
    });
    expect([await isRunning(fresh), await isRunning(open)]).toEqual([true, true]);
  });
});
