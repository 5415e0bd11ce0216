import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createBatchActivities } from '#activities/batches/batch-activities.js';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import type { BatchView } from '#contracts/batches.js';
import type { JobState, JobView } from '#contracts/jobs.js';
import type { SupportAction } from '#contracts/support.js';
import { newId } from '#database/ids.js';
import { wakeParkedSyncs } from '#drive/sync/start-syncs.js';
import { startBulkActionWorkflow } from '#temporal/start/start-bulk-action.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

jest.setTimeout(600_000);

type Loss = 'never started' | 'unknown to Temporal' | 'ended from outside';

/** No worker runs: what is signaled stays as it is, and the watchdog repairs nothing meanwhile. */
describe('a workflow that is not there', () => {
  let platform: Platform;
  let api: Api;
  let authorId: string;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    authorId = (await platform.db.user.findFirstOrThrow({ where: { email: 'author@test.local' } })).id;
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  /** A job of the author, whose row says `state`, and whose workflow is lost. */
  async function lose(loss: Loss, state: JobState, kind = 'generate-book'): Promise<{ id: string; bookId: string }> {
    const { db, client } = platform;
    const { jobId: id, bookId } = await submitBook(platform, { pages: 2 }, { start: false });
    await db.book.update({ where: { id: bookId }, data: { ownerId: authorId } });
    await db.job.update({ where: { id }, data: { ownerId: authorId, state, kind } });
    await db.page.updateMany({ where: { bookId, number: 1 }, data: { state: 'refused', code: 'content-refused' } });
    if (loss === 'ended from outside') {
      await startJobWorkflow(client, { id, kind: 'generate-book', ownerId: authorId, title: 'lost' });
      await client.workflow.getHandle(id).terminate('a test');
    }
    return { id, bookId };
  }
  const rowOf = async (id: string) => {
    const { state, code } = await platform.db.job.findUniqueOrThrow({ where: { id } });
    return [state, code];
  };
  const signalsOf = async (id: string): Promise<(string | null | undefined)[]> =>
    ((await platform.client.workflow.getHandle(id).fetchHistory()).events ?? []).flatMap((event) =>
      event.workflowExecutionSignaledEventAttributes ? [event.workflowExecutionSignaledEventAttributes.signalName] : [],
    );
  const post = <T = { code?: string }>(path: string, as: 'author' | 'support', body?: object, key = newId()) =>
    api.ask<T>('POST', path, { as, body, headers: { 'idempotency-key': key } });

  it.each<
    [
      action: string,
      loss: Loss,
      state: JobState,
      status: number,
      code: string | undefined,
      row: [JobState, string | null],
    ]
  >([
    ['pause', 'unknown to Temporal', 'running', 409, 'illegal-move', ['failed', 'workflow-missing']],
    ['pause', 'ended from outside', 'needs-attention', 409, 'illegal-move', ['failed', 'workflow-terminated']],
    ['resume', 'unknown to Temporal', 'paused', 409, 'illegal-move', ['failed', 'workflow-missing']],
    ['resume', 'ended from outside', 'paused', 409, 'illegal-move', ['failed', 'workflow-terminated']],
    ['cancel', 'never started', 'queued', 202, undefined, ['canceled', null]],
    ['cancel', 'unknown to Temporal', 'paused', 202, undefined, ['canceled', null]],
    ['cancel', 'ended from outside', 'running', 202, undefined, ['canceled', null]],
    ['pages/1/retry', 'ended from outside', 'needs-attention', 409, 'illegal-move', ['failed', 'workflow-terminated']],
    ['pages/1/skip', 'ended from outside', 'needs-attention', 409, 'illegal-move', ['failed', 'workflow-terminated']],
    ['pages/1/skip', 'unknown to Temporal', 'paused', 409, 'illegal-move', ['failed', 'workflow-missing']],
  ])('%s, when it was %s: its row, "%s", is made true', async (action, loss, state, status, code, row) => {
    const { id } = await lose(loss, state);
    const answer = await post(`/api/jobs/${id}/${action}`, 'author');
    expect([answer.status, status === 409 ? answer.body.code : code]).toEqual([status, code]);
    expect(await rowOf(id)).toEqual(row);
    // and stays so, however often it is asked for
    expect((await post(`/api/jobs/${id}/${action}`, 'author')).status).toBe(409);
  });

  it('is started for a queued job, and published', async () => {
    const { id } = await lose('never started', 'queued');
    expect((await post(`/api/jobs/${id}/pause`, 'author')).status).toBe(202);
    expect(await signalsOf(id)).toEqual(['pause']);
  });

  it.each(['unknown to Temporal', 'ended from outside'] as const)(
    'is taken up by a new job when it was %s',
    async (loss) => {
      const { id } = await lose(loss, 'needs-attention');
      const key = newId();
      const first = await post<JobView>(`/api/jobs/${id}/retry`, 'author', {}, key);
      expect([first.status, first.body.retryOf, first.body.id === id]).toEqual([202, id, false]);
      expect((await rowOf(id))[0]).toBe('failed');
      const again = await post<JobView>(`/api/jobs/${id}/retry`, 'author', {}, key);
      expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    },
  );

  it('signals a running job once to redraw pages, however often a request is repeated', async () => {
    const { id } = await lose('never started', 'needs-attention');
    await startJobWorkflow(platform.client, { id, kind: 'generate-book', ownerId: authorId, title: 'there' });
    const key = newId();
    for (let sent = 0; sent < 3; sent += 1)
      expect((await post(`/api/jobs/${id}/retry`, 'author', { pages: [1] }, key)).status).toBe(202);
    expect(await signalsOf(id)).toEqual(['retryPages']);
  });

  it.each<[action: SupportAction, state: JobState, status: number, row: JobState]>([
    ['retry', 'needs-attention', 409, 'failed'],
    ['retry-pages', 'running', 409, 'failed'],
    ['skip-pages', 'paused', 409, 'failed'],
    ['pause', 'running', 409, 'failed'],
    ['resume', 'paused', 409, 'failed'],
    ['cancel', 'running', 202, 'canceled'],
    ['terminate', 'running', 202, 'failed'],
  ])('answers support’s %s according to the job', async (action, state, status, row) => {
    const { id } = await lose('ended from outside', state);
    const pages = action.endsWith('-pages') ? { pages: [1] } : {};
    const answer = await post(`/api/support/jobs/${id}/acts`, 'support', { action, reason: 'a test', ...pages });
    expect([answer.status, (await rowOf(id))[0]]).toEqual([status, row]);
    if (status === 409) expect(answer.body.code).toBe('act-not-possible');
  });

  it('is started again for a batch that is canceled', async () => {
    const { id: jobId, bookId } = await lose('never started', 'queued');
    const id = newId();
    const items = { create: { position: 1, bookId, jobId } };
    await platform.db.batch.create({ data: { id, ownerId: authorId, kind: 'generate', state: 'running', items } });
    const answer = await post<BatchView>(`/api/batches/${id}/cancel`, 'author');
    expect([answer.status, await signalsOf(id)]).toEqual([202, ['cancel']]);
  });

  it('ends a book of a batch that was to go on, and one that was to stop', async () => {
    const { db, client } = platform;
    const deps = { db, client, billing: false, defaultProvider: 'built-in', openai: false, publicUrl: '' } as const;
    const activities = createBatchActivities(deps);
    const parked = await lose('ended from outside', 'needs-attention');
    await new MockActivityEnvironment().run(activities.wakeJob, { jobId: parked.id, requestId: newId() });
    expect(await rowOf(parked.id)).toEqual(['failed', 'workflow-terminated']);
    const open = await lose('ended from outside', 'running');
    const batchId = newId();
    const items = { create: { position: 1, bookId: open.bookId, jobId: open.id, state: 'running' } };
    await db.batch.create({ data: { id: batchId, ownerId: authorId, kind: 'generate', state: 'running', items } });
    await new MockActivityEnvironment().run(activities.cancelItems, { batchId, open: [open.id] });
    expect(await rowOf(open.id)).toEqual(['canceled', null]);
  });

  it('ends a sync that waited for its author, so that the next one takes up its book', async () => {
    const { id } = await lose('ended from outside', 'needs-attention', 'sync-drive');
    await platform.db.job.update({ where: { id }, data: { code: 'drive-full' } });
    await wakeParkedSyncs({ db: platform.db, client: platform.client, ownerId: authorId });
    expect(await rowOf(id)).toEqual(['failed', 'workflow-terminated']);
  });

  async function newBulk(): Promise<string> {
    const id = newId();
    const requester = await platform.db.user.findFirstOrThrow({ where: { email: 'support@test.local' } });
    await platform.db.bulkAction.create({
      data: {
        id,
        action: 'retry',
        filter: { text: 'x' },
        reason: 'a test',
        state: 'running',
        requesterId: requester.id,
      },
    });
    return id;
  }
  const stateOfBulk = async (id: string) => (await platform.db.bulkAction.findUniqueOrThrow({ where: { id } })).state;

  it('is started for a bulk action that is canceled before, and is missed by one that was ended from outside', async () => {
    const early = await newBulk();
    expect((await post(`/api/support/bulk/${early}/cancel`, 'support')).status).toBeLessThan(300);
    expect(await signalsOf(early)).toEqual(['cancel']);
    const lost = await newBulk();
    await startBulkActionWorkflow(platform.client, { bulkId: lost, canary: false });
    await platform.client.workflow.getHandle(lost).terminate('a test');
    expect((await post(`/api/support/bulk/${lost}/cancel`, 'support')).status).toBeLessThan(300);
    expect(await stateOfBulk(lost)).toBe('canceled');
  });

  it('is started for a job that an api accepted whose clock is ahead', async () => {
    const { db, store, client } = platform;
    const { id } = await lose('never started', 'queued');
    await db.job.update({ where: { id }, data: { createdAt: new Date(Date.now() + 600_000) } });
    await new MockActivityEnvironment().run(createUpkeepActivities({ db, store, client }).startQueuedJobs);
    expect((await client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
  });

  it('does not leave a bulk action “running” forever', async () => {
    const { db, store, client } = platform;
    const id = await newBulk();
    await startBulkActionWorkflow(client, { bulkId: id, canary: false });
    await client.workflow.getHandle(id).terminate('a test');
    await db.$executeRaw`UPDATE "BulkAction" SET "updatedAt" = now() - interval '1 minute' WHERE id = ${id}::uuid`;
    await new MockActivityEnvironment().run(createUpkeepActivities({ db, store, client }).startQueuedJobs);
    expect(await stateOfBulk(id)).toBe('stopped');
  });
});
