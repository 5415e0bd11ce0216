import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createBulkActionActivities } from '#activities/support/bulk-action-activities.js';
import { newId } from '#database/ids.js';
import { moveJob } from '#jobs/job-record.js';
import { requestIdOf } from '#support/bulk-actions/bulk-plan.js';
import { submitBook } from '../support/books.js';
import { someoneWaitsForALock } from '../support/lock-wait.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

/**
 * A worker is suspended while its bulk action ends: it must act on no further job when it resumes, and what is known of a
 * job's outcome by then stays.
 */
describe('a worker that wakes after its bulk action has ended', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { openai: new QuickIllustrator('openai') },
      storytellers: { openai: new QuickStoryteller('openai') },
    });
  });
  afterAll(() => platform?.stop());

  const run = <A extends object, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
    new MockActivityEnvironment().run(activity, ask);
  const activities = (client: Client = platform.client) =>
    createBulkActionActivities({ db: platform.db, client, billing: false });

  /** A retry of two failed jobs. */
  async function startedBulkAction() {
    const { db } = platform;
    const bulkId = newId();
    const jobIds: string[] = [];
    for (let at = 0; at < 2; at += 1) {
      const { jobId, ownerId } = await submitBook(platform, { pages: 2, provider: 'openai' }, { start: false });
      await moveJob(db, jobId, 'running');
      await moveJob(db, jobId, 'failed', { code: 'unexpected', message: 'It broke.' });
      if (at === 0)
        await db.bulkAction.create({
          data: { id: bulkId, action: 'retry', filter: {}, reason: 'A test', requesterId: ownerId, state: 'running' },
        });
      await db.bulkActionItem.create({ data: { bulkId, jobId, position: at + 1 } });
      jobIds.push(jobId);
    }
    return { bulkId, jobIds, made: jobIds.map((jobId) => requestIdOf(bulkId, jobId)) };
  }

  const end = (db: Pick<Platform['db'], 'bulkAction'>, id: string) =>
    db.bulkAction.update({ where: { id }, data: { state: 'canceled', endedAt: new Date() } });

  async function shown(bulkId: string) {
    const { db } = platform;
    return {
      bulk: await db.bulkAction.findUniqueOrThrow({ where: { id: bulkId } }),
      items: await db.bulkActionItem.findMany({ where: { bulkId }, orderBy: { position: 'asc' } }),
      jobs: await db.job.count(),
      audited: await db.auditEntry.count(),
    };
  }

  /** Temporal's client, which stands still until it is woken. */
  function frozenClient() {
    let wake = (): void => undefined;
    let isAsleep = false;
    const frozen = new Promise<void>((resolve) => (wake = resolve));
    const client = new Proxy(platform.client, {
      get: (target, name) => {
        if (name !== 'withDeadline') return Reflect.get(target, name) as unknown;
        return async (...ask: Parameters<Client['withDeadline']>): Promise<unknown> => {
          isAsleep = true;
          await frozen;
          return target.withDeadline(...ask);
        };
      },
    });
    return { client, wake: () => wake(), asleep: () => eventually('it stands still', async () => isAsleep) };
  }

  it('acts on no further job, whichever step it was at', async () => {
    const { bulkId } = await startedBulkAction();
    await end(platform.db, bulkId);
    const before = await shown(bulkId);
    expect(await run(activities().actOnJobs, { bulkId, canary: false })).toEqual({ left: 0 });
    await run(activities().lookAtCanaries, { bulkId });
    for (const state of ['running', 'completed', 'stopped']) await run(activities().moveBulk, { bulkId, state });
    expect(await shown(bulkId)).toEqual(before);
  });

  it('stops where it stood, and notes what it had sent', async () => {
    const { bulkId, made } = await startedBulkAction();
    const { audited } = await shown(bulkId);
    const { client, wake, asleep } = frozenClient();
    const acting = run(activities(client).actOnJobs, { bulkId, canary: false });
    await asleep();
    await end(platform.db, bulkId);
    wake();
    expect(await acting).toEqual({ left: 0 });
    const after = await shown(bulkId);
    expect(after.items.map(({ state, newJobId }) => [state, newJobId])).toEqual([
      ['acted', made[0]],
      ['waiting', null],
    ]);
    expect(await platform.db.job.count({ where: { id: { in: made } } })).toBe(1);
    expect(after.audited).toBe(audited + 1);
  });

  it('leaves an outcome that is known, and audits what was sent once', async () => {
    const { db } = platform;
    const { bulkId, made } = await startedBulkAction();
    const { audited } = await shown(bulkId);
    const { client, wake, asleep } = frozenClient();
    const acting = run(activities(client).actOnJobs, { bulkId, canary: false });
    await asleep();
    expect(await run(activities().actOnJobs, { bulkId, canary: false })).toEqual({ left: 0 });
    for (const id of made) {
      await moveJob(db, id, 'running');
      await moveJob(db, id, 'completed');
    }
    await run(activities().lookAtCanaries, { bulkId });
    await run(activities().moveBulk, { bulkId, state: 'completed' });
    const before = await shown(bulkId);
    expect(before.items.map(({ state }) => state)).toEqual(['passed', 'passed']);
    wake();
    await acting;
    expect(await shown(bulkId)).toEqual(before);
    expect(before.audited).toBe(audited + 2);
  });

  it('waits for an end that is being committed, and then does nothing', async () => {
    const { db } = platform;
    const { bulkId, made } = await startedBulkAction();
    let acting: Promise<unknown> = Promise.resolve();
    await db.$transaction(
      async (tx) => {
        await end(tx, bulkId);
        acting = run(activities().actOnJobs, { bulkId, canary: false });
        await someoneWaitsForALock(db);
      },
      { timeout: 30_000 },
    );
    expect(await acting).toEqual({ left: 0 });
    expect((await shown(bulkId)).items.map(({ state, actedAt }) => [state, actedAt])).toEqual([
      ['waiting', null],
      ['waiting', null],
    ]);
    expect(await db.job.count({ where: { id: { in: made } } })).toBe(0);
  });
});
