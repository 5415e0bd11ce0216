import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createBatchActivities, createArchiveActivities } from '#activities/batches/batch-activities.js';
import type { Config } from '#config/config.js';
import { newId } from '#database/ids.js';
import { moveJob } from '#jobs/job-record.js';
import type { Caller } from '../../apps/api/auth/caller.js';
import { BatchesService } from '../../apps/api/batches/batches.service.js';
import { submitBook } from '../support/books.js';
import { someoneWaitsForALock } from '../support/lock-wait.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

/**
 * A worker stands still while its batch ends, and the author asks for another try of what failed: nothing that the earlier
 * run writes late may change the newer run's books, or the jobs that it works on.
 */
describe('a worker that resumes after its batch was restarted', () => {
  let platform: Platform;
  let service: BatchesService;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { openai: new QuickIllustrator('openai') },
      storytellers: { openai: new QuickStoryteller('openai') },
    });
    const { db, client, store } = platform;
    service = new BatchesService(db, client, store, {} as Config);
  });
  afterAll(() => platform?.stop());

  const run = <A extends object, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
    new MockActivityEnvironment().run(activity, ask);
  const activities = () => {
    const { db, client, store } = platform;
    const settings = {
      billing: false,
      defaultProvider: 'openai',
      openai: true,
      publicUrl: 'http://books.test',
    } as const;
    return { ...createBatchActivities({ db, client, ...settings }), ...createArchiveActivities({ db, store }) };
  };

  /** A batch of three books: its first is done, its second waits for its author, its third was canceled. */
  async function endedBatch() {
    const { db } = platform;
    const first = await submitBook(platform, { pages: 2, provider: 'openai' }, { start: false });
    const { ownerId } = first;
    await moveJob(db, first.jobId, 'canceled');
    await db.user.update({ where: { id: ownerId }, data: { verifiedAt: new Date() } });
    const { title, form, print, seed } = await db.book.findUniqueOrThrow({ where: { id: first.bookId } });
    const bookIds = [first.bookId, newId(), newId()];
    for (const id of bookIds.slice(1)) {
      await db.book.create({ data: { id, ownerId, title, seed, form: form!, print: print! } });
      await db.page.createMany({ data: [0, 1, 2].map((number) => ({ id: newId(), bookId: id, number })) });
    }
    const caller: Caller = { id: ownerId, role: 'author', expiresAt: Infinity };
    const batchId = newId();
    await service.create(caller, batchId, { kind: 'generate', bookIds });
    const open = activities();
    await run(open.beginBatch, { batchId, attempt: 1 });
    const { jobs } = await run(open.takeItems, { batchId, attempt: 1, count: 2, open: [] });
    const [done, parked] = jobs.map(({ id }) => id) as [string, string];
    for (const [id, state] of [
      [done, 'completed'],
      [parked, 'needs-attention'],
    ] as const) {
      await moveJob(db, id, 'running');
      await moveJob(db, id, state);
    }
    await run(open.settleItems, { batchId, attempt: 1, open: [done, parked] });
    await run(open.cancelItems, { batchId, attempt: 1, open: [] });
    await run(open.finishBatch, { batchId, attempt: 1, canceled: true });
    return { batchId, caller, done, parked };
  }

  /** The author asks for another try; its run has taken up the book that waited, and the canceled one is still to come. */
  async function restartedBatch() {
    const ended = await endedBatch();
    const { batchId, caller, parked } = ended;
    await service.retry(caller, batchId);
    expect((await run(activities().beginBatch, { batchId, attempt: 2 }))?.open).toEqual([]);
    const { jobs } = await run(activities().takeItems, { batchId, attempt: 2, count: 1, open: [] });
    expect(jobs.map(({ id, isNew }) => [id, isNew])).toEqual([[parked, false]]);
    return ended;
  }

  /** Everything that a batch is shown by. */
  async function shown(batchId: string) {
    const { db } = platform;
    const { ownerId, ...batch } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
    return {
      batch,
      items: await db.batchItem.findMany({ where: { batchId }, orderBy: { position: 'asc' } }),
      jobs: await db.job.findMany({ where: { ownerId }, orderBy: { createdAt: 'asc' } }),
      events: await db.event.findMany({ where: { ownerId }, orderBy: { seq: 'asc' } }),
      mails: await db.outgoingMail.count(),
    };
  }

  type Late = (ask: { batchId: string; attempt: number }, jobs: { done: string; parked: string }) => Promise<unknown>;
  const LATE: [name: string, late: Late][] = [
    ['beginBatch', (ask) => run(activities().beginBatch, ask)],
    ['takeItems', (ask) => run(activities().takeItems, { ...ask, count: 2, open: [] })],
    ['settleItems', (ask, { done, parked }) => run(activities().settleItems, { ...ask, open: [done, parked] })],
    ['wakeJob', (ask, { parked }) => run(activities().wakeJob, { ...ask, jobId: parked, requestId: newId() })],
    ['cancelItems', (ask, { parked }) => run(activities().cancelItems, { ...ask, open: [parked] })],
    ['packBatch', (ask) => run(activities().packBatch, ask)],
  ];

  it.each(LATE)('changes nothing of the next attempt: %s', async (_name, late) => {
    const { batchId, ...jobs } = await restartedBatch();
    const before = await shown(batchId);
    await late({ batchId, attempt: 1 }, jobs);
    expect(await shown(batchId)).toEqual(before);
  });

  it.each(LATE)('changes nothing of an ended batch: %s', async (_name, late) => {
    const { batchId, ...jobs } = await endedBatch();
    const before = await shown(batchId);
    await late({ batchId, attempt: 1 }, jobs);
    expect(await shown(batchId)).toEqual(before);
  });

  it('does not end the next attempt before its files are packed', async () => {
    const { batchId } = await restartedBatch();
    await platform.db.batchItem.updateMany({ where: { batchId }, data: { state: 'completed' } });
    const before = await shown(batchId);
    await run(activities().finishBatch, { batchId, attempt: 1, canceled: true });
    expect(await shown(batchId)).toEqual(before);
    await run(activities().finishBatch, { batchId, attempt: 2, canceled: false });
    expect((await shown(batchId)).batch.state).toBe('completed');
  });

  // a signal holds no lock: `wakeJob` looks before it sends, and a job hears the same request once
  const WRITES = LATE.filter(([name]) => name !== 'wakeJob');
  it.each(WRITES)('waits for a new attempt that is being committed, and then does nothing: %s', async (_name, late) => {
    const { db } = platform;
    const { batchId, caller, ...jobs } = await endedBatch();
    await service.retry(caller, batchId);
    const before = await shown(batchId);
    let began: Promise<unknown> = Promise.resolve();
    await db.$transaction(
      async (tx) => {
        await tx.batch.update({ where: { id: batchId }, data: { attempt: { increment: 1 } } });
        began = late({ batchId, attempt: 2 }, jobs);
        await someoneWaitsForALock(db);
      },
      { timeout: 30_000 },
    );
    await began;
    const { batch, ...rest } = await shown(batchId);
    expect([batch.state, rest]).toEqual([
      'queued',
      { items: before.items, jobs: before.jobs, events: before.events, mails: before.mails },
    ]);
  });

  it('begins one attempt, though its author asks twice at once', async () => {
    const { batchId, caller } = await endedBatch();
    const asked = await Promise.allSettled([service.retry(caller, batchId), service.retry(caller, batchId)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await shown(batchId)).batch.attempt).toBe(2);
  });

  it('lets a run that an earlier version started work on', async () => {
    const { batchId, parked } = await restartedBatch();
    const { jobs, left } = await run(activities().takeItems, { batchId, count: 1, open: [parked] });
    expect([jobs.length, left]).toEqual([1, 0]);
    await run(activities().cancelItems, { batchId, open: [] });
    await run(activities().packBatch, { batchId });
    expect((await shown(batchId)).batch.state).toBe('packing');
  });
});
