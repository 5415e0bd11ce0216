import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import type { JobView } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import type { BillingView } from '#contracts/payments.js';
import type { Problem } from '#contracts/problem.js';
import { TRASH_DAYS } from '#contracts/books.js';
import type { PageView, BookView, TrashedBook } from '#contracts/books.js';
import type { SyncAnswer } from '#contracts/sync.js';
import { PermanentFailure } from '#failures/failure.js';
import { BookInTrash, insertJob } from '#jobs/insert-job.js';
import { newId } from '#database/ids.js';
import { startApi } from '../support/api.js';
import type { Answer, Api } from '../support/api.js';
import { stateOf, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

/** Plans have limits here; nothing listens at the address. */
const BILLING = {
  STRIPE_SECRET_KEY: 'sk_test_trash',
  STRIPE_WEBHOOK_SECRET: 'whsec_trash',
  STRIPE_BASE_URL: 'http://127.0.0.1:9',
  STRIPE_SANDBOX: 'true',
};
const DAY_MS = 24 * 60 * 60 * 1000;

describe('the trash', () => {
  const artist = new QuickIllustrator();
  let platform: Platform;
  let api: Api;
  let people = 0;

  beforeAll(async () => {
    platform = await startPlatform({
      billing: true,
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform, BILLING);
  }, 120_000);
  afterEach(() => {
    artist.pace = 0;
    artist.misbehave = () => undefined;
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    for (const name of Object.keys(BILLING)) delete process.env[name];
  });

  /** Somebody on the Free plan: three books. */
  async function author() {
    const { accessToken: token, user } = await api.register(`trash-${(people += 1)}@test.local`);
    const ask = <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<T>> =>
      api.ask<T>(method, path, { as: { token }, ...(body ? { body } : {}) });
    const create = (pages = 2, more: object = {}) =>
      ask<BookView & Problem>('POST', '/api/books', { theme: 'a cat', pages, ...more });
    const book = async (pages = 2) => (await create(pages)).body.id;
    const generate = async (bookId: string) =>
      (await ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', bookId })).body.id;
    const shelf = async () => (await ask<Listing<BookView>>('GET', '/api/books')).body.items.map(({ id }) => id);
    const trash = async () => (await ask<Listing<TrashedBook>>('GET', '/api/books/trash')).body.items;
    const remove = (id: string, query = '') => ask<Problem>('DELETE', `/api/books/${id}${query}`);
    const restore = (id: string) => ask<BookView & Problem>('POST', `/api/books/${id}/restore`);
    const used = async () => (await ask<BillingView>('GET', '/api/payments/subscription')).body.books.used;
    return { id: user.id, ask, create, book, generate, shelf, trash, remove, restore, used };
  }
  const tidyUp = () => {
    const { db, store, client } = platform;
    return new MockActivityEnvironment().run(createUpkeepActivities({ db, store, client }).tidyUp);
  };

  it('frees a place at once for an author whose plan is full, and restores a book while there is a place', async () => {
    const me = await author();
    const [first, second, third] = [await me.book(), await me.book(), await me.book()];
    const full = await me.create();
    expect([full.status, full.body.code]).toEqual([402, 'project-limit']);
    expect((await me.remove(first)).status).toBe(204);
    expect([await me.shelf(), await me.used()]).toEqual([[third, second], 2]);
    const [gone] = await me.trash();
    expect(gone).toMatchObject({ id: first, title: 'a cat' });
    expect(Date.parse(gone!.purgeAt) - Date.parse(gone!.deletedAt)).toBe(TRASH_DAYS * DAY_MS);
    const hidden = await me.ask<Problem>('GET', `/api/books/${first}`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'in-trash']);

    expect((await me.create()).status).toBe(201);
    const tooMany = await me.restore(first);
    expect([tooMany.status, tooMany.body.code]).toEqual([402, 'project-limit']);
    expect((await me.remove(second)).status).toBe(204);
    expect((await me.restore(first)).body).toMatchObject({ id: first, title: 'a cat' });
    expect((await me.trash()).map(({ id }) => id)).toEqual([second]);
    // each is safe to repeat
    expect([(await me.remove(second)).status, (await me.restore(first)).status]).toEqual([204, 200]);
  });

  it('gives a drawn book back with its pages, versions and files', async () => {
    const me = await author();
    const id = await me.book();
    const job = await me.generate(id);
    await waitForState(platform, job, 'completed');
    const read = async () =>
      [
        await me.ask('GET', `/api/books/${id}`),
        await me.ask('GET', `/api/books/${id}/pages`),
        await me.ask('GET', `/api/jobs/${job}/artifacts`),
      ].map(({ body }) => ({ ...body, updatedAt: '' }));
    const before = await read();
    const { body } = await me.ask<{ items: { id: string }[] }>('GET', `/api/jobs/${job}/artifacts`);
    const file = `/api/artifacts/${body.items[0]!.id}`;
    await me.remove(id);
    expect((await me.ask('GET', file)).status).toBe(404);
    await me.restore(id);
    expect(await read()).toEqual(before);
    expect((await me.ask('GET', file)).status).toBe(200);
  });

  /** What a book may look like when its author deletes it; the last word is what becomes of its job. */
  const STATES: [
    state: string,
    prepare: (job: string, me: Awaited<ReturnType<typeof author>>) => Promise<unknown>,
    end: string,
  ][] = [
    ['running', (job) => waitForState(platform, job, 'running'), 'canceled'],
    [
      'paused',
      (job, me) => me.ask('POST', `/api/jobs/${job}/pause`).then(() => waitForState(platform, job, 'paused')),
      'canceled',
    ],
    ['parked', (job) => waitForState(platform, job, 'needs-attention'), 'canceled'],
    [
      'canceled',
      (job, me) => me.ask('POST', `/api/jobs/${job}/cancel`).then(() => waitForState(platform, job, 'canceled')),
      'canceled',
    ],
    [
      'dead: its workflow was ended from outside',
      (job) =>
        waitForState(platform, job, 'running').then(() => platform.client.workflow.getHandle(job).terminate('a test')),
      'canceled',
    ],
    ['completed', (job) => waitForState(platform, job, 'completed'), 'completed'],
  ];
  it.each(STATES)('takes a book that is %s', async (state, prepare, end) => {
    const me = await author();
    artist.pace = state === 'completed' ? 0 : 400;
    if (state === 'parked')
      artist.misbehave = () => {
        throw new PermanentFailure('content-refused', 'No.');
      };
    const id = await me.book(4);
    const job = await me.generate(id);
    await prepare(job, me);
    if (!['canceled', 'completed'].includes(state)) {
      const refused = await me.remove(id);
      expect([refused.status, refused.body.code]).toEqual([409, 'job-active']);
      expect(await me.shelf()).toEqual([id]);
    }
    expect((await me.remove(id, '?cancelJobs=true')).status).toBe(204);
    expect([await me.shelf(), (await me.trash()).map((book) => book.id)]).toEqual([[], [id]]);
    await waitForState(platform, job, end as 'canceled');
  });

  it('begins no job on a book that was deleted', async () => {
    const me = await author();
    const bookId = await me.book();
    await me.remove(bookId);
    const refused = await me.ask<Problem>('POST', '/api/jobs', { kind: 'generate-book', bookId });
    expect([refused.status, refused.body.code]).toEqual([404, 'in-trash']);
    const ask = { kind: 'generate-book', bookId } as const;
    const job = { id: newId(), ownerId: me.id, ask, provider: 'built-in', billing: true } as const;
    await expect(insertJob(platform.db, job)).rejects.toThrow(BookInTrash);
    expect(await platform.db.job.count({ where: { bookId } })).toBe(0);
  });

  it('lets no book slip away from a job that begins in the same moment', async () => {
    const me = await author();
    artist.pace = 200;
    for (let round = 0; round < 3; round += 1) {
      const bookId = await me.book();
      const [removed, started] = await Promise.all([
        me.remove(bookId),
        me.ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', bookId }),
      ]);
      expect([`204 404`, `409 202`]).toContain(`${removed.status} ${started.status}`);
      await me.remove(bookId, '?cancelJobs=true');
    }
  });

  it('informs devices that a book was deleted and restored, and retains offline edits', async () => {
    const me = await author();
    const bookId = await me.book();
    const clientId = randomUUID();
    const sync = async (cursor: string | null, edits: object[] = []) =>
      (await me.ask<SyncAnswer>('POST', '/api/sync', { clientId, cursor, edits })).body;
    const { cursor } = await sync(null);
    await me.remove(bookId);
    const edit = { id: randomUUID(), bookId, page: 1, base: { text: '' }, changes: { text: 'offline' } };
    const gone = await sync(cursor, [edit]);
    expect(gone.changes).toMatchObject([{ bookId, book: null }]);
    expect(gone.results).toMatchObject([{ outcome: 'refused', problem: expect.stringContaining('in the trash') }]);
    await me.restore(bookId);
    const back = await sync(gone.cursor, [edit]);
    expect(back.results).toMatchObject([{ outcome: 'applied' }]);
    expect(back.changes).toMatchObject([{ bookId, book: { id: bookId } }]);
  });

  it('is emptied after thirty days: rows and files go, the money that was spent stays known', async () => {
    const me = await author();
    const old = (await me.create(2, { title: 'Emptied' })).body.id; // its files are no other book’s
    const young = await me.book();
    const job = await me.generate(old);
    await waitForState(platform, job, 'completed');
    const copy = (await me.ask<BookView>('POST', `/api/books/${old}/duplicate`)).body.id;
    const { items: pages } = (await me.ask<{ items: PageView[] }>('GET', `/api/books/${copy}/pages`)).body;
    expect(pages.map(({ state }) => state)).toEqual(['drawn', 'drawn', 'drawn']);
    const { db } = platform;
    const [art] = await db.artVersion.findMany({ where: { page: { bookId: copy, number: 1 } } });
    const own = await db.artifact.findFirstOrThrow({ where: { bookId: old, kind: 'interior-pdf' } });
    const spent = () => db.providerCall.aggregate({ where: { jobId: job }, _sum: { costMicros: true }, _count: true });
    const before = await spent();
    await me.remove(old);
    await me.remove(young);
    const days = (count: number) => new Date(Date.now() - count * DAY_MS);
    await db.book.update({ where: { id: young }, data: { deletedAt: days(TRASH_DAYS - 1) } });
    await db.book.update({ where: { id: old }, data: { deletedAt: days(TRASH_DAYS + 1) } });
    // orphans are collected a day after they were written
    for (const { sha256 } of [own, art!]) {
      const path = join(platform.directory, 'artifacts', sha256.slice(0, 2), sha256);
      await utimes(path, days(2), days(2));
    }
    await tidyUp();
    expect((await me.trash()).map(({ id }) => id)).toEqual([young]);
    expect(await db.job.count({ where: { id: job } })).toBe(0);
    expect(await db.event.count({ where: { subjectId: job } })).toBe(0);
    expect(await platform.store.has(own.sha256)).toBe(false);
    expect(await platform.store.has(art!.sha256)).toBe(true); // the copy shows it
    expect((await me.ask('GET', `/api/books/${copy}/pages/1/art.svg`)).status).toBe(200);
    expect(await spent()).toEqual(before);
  });

  it('is emptied by its author only from the trash, and not while a job still ends', async () => {
    const me = await author();
    const stranger = await author();
    const id = await me.book();
    expect((await me.ask('DELETE', `/api/books/trash/${id}`)).status).toBe(404);
    await me.remove(id);
    for (const [method, path] of [
      ['DELETE', `trash/${id}`],
      ['POST', `${id}/restore`],
      ['DELETE', id],
    ] as const)
      expect((await stranger.ask(method, `/api/books/${path}`)).status).toBe(404);
    expect((await stranger.trash()).length).toBe(0);
    const jobId = newId();
    const input = { ask: { kind: 'generate-book', bookId: id }, provider: 'built-in' };
    await platform.db.job.create({ data: { id: jobId, kind: 'generate-book', ownerId: me.id, bookId: id, input } });
    expect((await me.ask('DELETE', `/api/books/trash/${id}`)).status).toBe(409);
    expect(await stateOf(platform, jobId)).toBe('queued');
    await platform.db.job.delete({ where: { id: jobId } });
    expect((await me.ask('DELETE', `/api/books/trash/${id}`)).status).toBe(204);
    expect(await platform.db.book.count({ where: { id } })).toBe(0);
  });
});
