import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { BatchItems, BatchView } from '#contracts/batches.js';
import { createBatchActivities } from '#activities/batches/batch-activities.js';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';
import { unzip } from '../support/unzip.js';

// whole books, printed and packed, on a machine that has other work, too
jest.setTimeout(600_000);

describe('a batch of books', () => {
  const artist = new QuickIllustrator();
  let platform: Platform;
  let api: Api;
  let wholeStore: ArtifactStore;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
      wrapStore: (store) => (wholeStore = store),
    });
    await platform.startWorkers();
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  beforeEach(() => {
    artist.pace = 0;
    artist.misbehave = () => undefined;
  });

  const newBook = async (form: object = {}, as: 'author' | 'admin' = 'author'): Promise<string> =>
    (await api.ask<BookView>('POST', '/api/books', { as, body: { theme: 'a fox counts', pages: 2, ...form } })).body.id;
  const books = (count: number, form: object = {}) => Promise.all(Array.from({ length: count }, () => newBook(form)));
  const start = (kind: string, bookIds: string[], headers: Record<string, string> = {}) =>
    api.ask<BatchView>('POST', '/api/batches', { as: 'author', body: { kind, bookIds }, headers });
  const get = async (id: string) => (await api.ask<BatchView>('GET', `/api/batches/${id}`, { as: 'author' })).body;
  const runAction = (id: string, verb: string) =>
    api.ask<BatchView>('POST', `/api/batches/${id}/${verb}`, { as: 'author' });
  const items = async (id: string) =>
    (await api.ask<BatchItems>('GET', `/api/batches/${id}/items?limit=100`, { as: 'author' })).body.items;
  async function reach(id: string, state: string): Promise<BatchView> {
    let last = '';
    await eventually(`batch is ${state}`, async () => (last = (await get(id)).state) === state).catch((error) => {
      throw new Error(`${String(error)} (it is ${last})`);
    });
    return get(id);
  }
  async function archive(id: string): Promise<Map<string, Buffer>> {
    const token = await api.signIn('author');
    const answer = await fetch(`${api.url}/api/batches/${id}/zip`, { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    return unzip(Buffer.from(await answer.arrayBuffer()));
  }
  const refuse = (theme: string) => (request: { prompt: string; theme: string; number: number }) => {
    if (request.theme === theme && request.number === 1) throw new PermanentFailure('content-refused', 'no');
  };

  it('draws all of them, each once, and packs every file with a manifest', async () => {
    const ids = await books(20, { title: 'The Fox/..' });
    const accepted = await start('generate', ids, { 'idempotency-key': 'batch-1' });
    expect([accepted.status, accepted.headers.get('location')]).toEqual([202, `/api/batches/${accepted.body.id}`]);
    const again = await start('generate', ids, { 'idempotency-key': 'batch-1' });
    expect(again.body.id).toBe(accepted.body.id);
    const done = await reach(accepted.body.id, 'completed');
    expect(done.counts).toEqual({ total: 20, completed: 20, failed: 0, running: 0 });
    const files = await archive(done.id);
    expect(
      createHash('sha256')
        .update([...files.values()][0]!)
        .digest('hex'),
    ).toHaveLength(64);
    const folders = new Set([...files.keys()].filter((name) => name.includes('/')).map((name) => name.split('/')[0]));
    expect(folders.size).toBe(20);
    expect(files.size).toBe(42);
    const { books: listed } = JSON.parse(files.get('manifest.json')!.toString()) as {
      books: { bookId: string; jobId: string; state: string; files: { name: string; sha256: string }[] }[];
    };
    expect(listed.map(({ bookId }) => bookId)).toEqual(ids);
    for (const { bookId, jobId } of listed) {
      const job = (await api.ask<JobView>('GET', `/api/jobs/${jobId}`, { as: 'author' })).body;
      expect([job.bookId, job.batchId]).toEqual([bookId, done.id]);
    }
    for (const { name, sha256 } of listed.flatMap((each) => each.files))
      expect(createHash('sha256').update(files.get(name)!).digest('hex')).toBe(sha256);
    expect(await platform.db.job.count({ where: { bookId: { in: ids } } })).toBe(20);
    const one = async () => (await api.ask<BatchView>('GET', `/api/batches/${done.id}`, { as: 'author' })).body;
    expect([(await one()).changedBooks, (await items(done.id))[0]!.changed]).toEqual([0, []]);
    await platform.db.page.updateMany({ where: { bookId: ids[0]!, number: 1 }, data: { text: 'Anew' } });
    expect([(await one()).changedBooks, (await items(done.id))[0]!.changed]).toEqual([1, ['words']]);
  });

  it('goes on past books that fail, says why, and tries only those again', async () => {
    const [good, bad] = [await books(2), await newBook({ theme: 'a bad fox' })];
    const other = await newBook({ theme: 'busy' });
    artist.misbehave = refuse('a bad fox') as never;
    await platform.db.job.create({
      data: {
        id: newId(),
        kind: 'generate-book',
        ownerId: (await platform.db.book.findUniqueOrThrow({ where: { id: other } })).ownerId,
        bookId: other,
        state: 'paused',
        input: {},
      },
    });
    const { body } = await start('generate', [bad, ...good, other]);
    const first = await reach(body.id, 'completed-with-failures');
    expect(first.counts).toMatchObject({ total: 4, completed: 2, failed: 2 });
    expect((await items(body.id)).map(({ state, code }) => [state, code])).toEqual([
      ['parked', 'pages-refused'],
      ['completed', null],
      ['completed', null],
      ['failed', 'job-active'],
    ]);
    expect((await archive(body.id)).size).toBe(6);
    const drawn = artist.calls.length;
    artist.misbehave = () => undefined;
    await platform.db.job.deleteMany({ where: { bookId: other } });
    expect((await runAction(body.id, 'retry')).status).toBe(202);
    const second = await reach(body.id, 'completed');
    expect(second.counts).toMatchObject({ completed: 4, failed: 0 });
    // one refused page and one whole book (two pages and the cover), and nothing of the good ones
    expect(artist.calls.length - drawn).toBe(4);
    expect((await archive(body.id)).size).toBe(10);
    expect((await runAction(body.id, 'retry')).status).toBe(409);
  });

  it('takes no book, and judges none, for a worker that wakes after the batch has ended or was taken up again', async () => {
    const { db } = platform;
    const [bookId] = await books(1);
    const { ownerId } = await db.book.findUniqueOrThrow({ where: { id: bookId! } });
    const [batchId, jobId] = [newId(), newId()];
    const deps = {
      db,
      client: platform.client,
      billing: false,
      defaultProvider: 'built-in',
      openai: false,
      publicUrl: '',
    } as const;
    const late = createBatchActivities(deps);
    const onlyItem = { create: { position: 1, bookId: bookId!, jobId } };
    await db.batch.create({
      data: { id: batchId, ownerId, kind: 'generate', state: 'canceled', endedAt: new Date(), items: onlyItem },
    });
    const taken = await new MockActivityEnvironment().run(late.takeItems, { batchId, count: 1, open: [] });
    expect([taken, await db.job.count({ where: { id: jobId } })]).toEqual([{ jobs: [], left: 0 }, 0]);

    await db.job.create({
      data: { id: jobId, kind: 'generate-book', ownerId, bookId: bookId!, state: 'needs-attention', input: {} },
    });
    await new MockActivityEnvironment().run(late.settleItems, { batchId, open: [jobId] });
    expect((await db.batchItem.findMany({ where: { batchId } })).map(({ state }) => state)).toEqual(['waiting']);
    await db.job.delete({ where: { id: jobId } });
  });

  it('waits until a parked book has heard that it is to go on', async () => {
    const bad = await newBook({ theme: 'a bad fox' });
    artist.misbehave = refuse('a bad fox') as never;
    const { id } = await reach((await start('generate', [bad])).body.id, 'completed-with-failures');
    artist.misbehave = () => undefined;
    const { jobId } = (await items(id))[0]!;
    const { db, client } = platform;
    const { wakeJob } = createBatchActivities({
      db,
      client,
      billing: false,
      defaultProvider: 'built-in',
      openai: false,
      publicUrl: '',
    });
    await new MockActivityEnvironment().run(wakeJob, { jobId: jobId!, requestId: newId() });
    expect((await db.job.findUniqueOrThrow({ where: { id: jobId! } })).state).not.toBe('needs-attention');
  });

  it('is not ended by a late repeat of the run before its retry', async () => {
    const { id } = await reach((await start('generate', await books(1))).body.id, 'completed');
    await platform.db.batchItem.updateMany({ where: { batchId: id }, data: { state: 'waiting' } });
    await platform.db.batch.update({ where: { id }, data: { state: 'queued', endedAt: null } });
    const { db, client } = platform;
    const { finishBatch } = createBatchActivities({
      db,
      client,
      billing: false,
      defaultProvider: 'built-in',
      openai: false,
      publicUrl: '',
    });
    await new MockActivityEnvironment().run(finishBatch, { batchId: id, canceled: false });
    expect(await db.batch.findUnique({ where: { id } })).toMatchObject({ state: 'queued', endedAt: null });
  });

  it('ends without an archive, and says why, when the store refuses it for good', async () => {
    const ids = await books(1);
    const { body } = await start('generate', ids);
    const put = wholeStore.put.bind(wholeStore);
    const words = 'The object store refuses this request: EntityTooLarge.';
    wholeStore.put = async (content) => {
      const { state } = await platform.db.batch.findUniqueOrThrow({ where: { id: body.id } });
      if (state === 'packing') throw new PermanentFailure('storage-refused', words);
      return put(content);
    };
    try {
      const done = await reach(body.id, 'completed');
      expect([done.zip, done.message]).toEqual([null, `1 of 1 books are done. There is no archive: ${words}`]);
    } finally {
      wholeStore.put = put;
    }
  });

  it('can be canceled, and keeps what is done', async () => {
    const ids = await books(30, { pages: 4 });
    artist.pace = 60;
    const { body } = await start('generate', ids);
    await eventually('some are done', async () => (await get(body.id)).counts.completed >= 3);
    expect((await runAction(body.id, 'cancel')).status).toBe(202);
    const ended = await reach(body.id, 'canceled');
    expect(ended.counts.running).toBe(0);
    expect(ended.counts.completed).toBeGreaterThanOrEqual(3);
    expect(ended.counts.completed).toBeLessThan(30);
    expect((await runAction(body.id, 'cancel')).status).toBe(409);
    expect((await archive(body.id)).size).toBe(2 * ended.counts.completed + 2);
  });

  it('prints, and draws again what is not locked', async () => {
    const ids = await books(2);
    await reach((await start('generate', ids)).body.id, 'completed');
    const versions = async () =>
      (
        await platform.db.page.findMany({
          where: { bookId: { in: ids } },
          orderBy: [{ bookId: 'asc' }, { number: 'asc' }],
        })
      ).map(({ current }) => current);
    await platform.db.page.updateMany({ where: { bookId: ids[0]!, number: 1 }, data: { locked: true } });
    await reach((await start('export', ids)).body.id, 'completed');
    expect(await versions()).toEqual([1, 1, 1, 1, 1, 1]);
    await reach((await start('regenerate', ids)).body.id, 'completed');
    expect((await versions()).filter((version) => version === 1)).toHaveLength(1);
    const unprinted = await reach((await start('export', [await newBook()])).body.id, 'completed-with-failures');
    expect((await items(unprinted.id))[0]).toMatchObject({ state: 'failed', code: 'nothing-to-print' });
    expect(unprinted.zip).toBeNull();
  });

  it('goes on although its workflow, or a book’s, was ended from outside', async () => {
    const ids = await books(6, { pages: 3 });
    artist.pace = 150;
    const { body } = await start('generate', ids);
    await eventually('it is at work', async () => (await items(body.id))[0]!.jobState === 'running');
    await platform.client.workflow.getHandle(body.id).terminate('a test');
    await platform.client.workflow.getHandle((await items(body.id))[0]!.jobId!).terminate('a test');
    const { startWatchdog } = await import('#temporal/start/start-watchdog.js');
    await startWatchdog(platform.client);
    const done = await reach(body.id, 'completed-with-failures');
    expect(done.counts).toMatchObject({ completed: 5, failed: 1 });
    expect((await items(body.id))[0]).toMatchObject({ state: 'failed', code: 'workflow-terminated' });
  });

  it('writes to its author once when it took long, with the reason to look, and never for a short one', async () => {
    const mails = () => platform.db.outgoingMail.findMany({ where: { subject: { contains: 'batch' } } });
    const short = await start('generate', [await newBook()]);
    await reach(short.body.id, 'completed');
    expect(await mails()).toEqual([]);
    artist.misbehave = refuse('a bad fox');
    artist.pace = 500;
    const { body } = await start('generate', [await newBook(), await newBook({ theme: 'a bad fox' })]);
    await eventually('it began', async () => (await get(body.id)).startedAt !== null);
    const startedAt = new Date(Date.now() - 10 * 60_000);
    await platform.db.batch.update({ where: { id: body.id }, data: { startedAt } });
    await reach(body.id, 'completed-with-failures');
    await eventually('the mail went out', async () => (await mails())[0]?.state === 'kept');
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      recipient: 'author@test.local',
      subject: 'Your batch has ended; 1 of 2 books are not done',
    });
    expect(mail!.body).toContain(`http://books.test/batches/${body.id}`);
    expect(mail!.body).toContain('1 of 2 books are drawn and printed. One is not;');
  });

  it('passes over a book whose artist is not set up here, and says so', async () => {
    const [good, other] = [await newBook(), await newBook({ provider: 'openai' })];
    const { body } = await start('generate', [other, good]);
    await reach(body.id, 'completed-with-failures');
    expect((await items(body.id)).map(({ state, code }) => [state, code])).toEqual([
      ['failed', 'provider-not-set-up'],
      ['completed', null],
    ]);
  });

  it('refuses what makes no sense, and starts nothing then', async () => {
    const mine = await newBook();
    const theirs = await newBook({}, 'admin');
    const before = await platform.db.batch.count();
    for (const body of [
      { kind: 'generate', bookIds: [] },
      { kind: 'generate', bookIds: [mine, mine] },
      { kind: 'generate', bookIds: [mine, theirs] },
      { kind: 'explode', bookIds: [mine] },
      { kind: 'export', bookIds: Array.from({ length: 1_001 }, () => newId()) },
    ])
      expect((await api.ask('POST', '/api/batches', { as: 'author', body })).status).toBe(422);
    expect(await platform.db.batch.count()).toBe(before);
  });
});
