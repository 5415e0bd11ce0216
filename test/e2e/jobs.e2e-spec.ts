import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ArtifactView, JobSummary, JobView } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import type { PageView, BookView } from '#contracts/books.js';
import { PermanentFailure } from '#failures/failure.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { readEvents } from '../support/sse.js';
import { eventually } from '../support/stack.js';

describe('a job over HTTP', () => {
  const artist = new QuickIllustrator();
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
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

  const newBook = async (form: object = {}, as: 'author' | 'admin' = 'author'): Promise<BookView> =>
    (await api.ask<BookView>('POST', '/api/books', { as, body: { theme: 'a fox counts', pages: 4, ...form } })).body;
  const start = async (bookId: string, more: object = {}, headers: Record<string, string> = {}) =>
    api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'generate-book', bookId, ...more },
      headers,
    });
  const job = async (id: string) => (await api.ask<JobView>('GET', `/api/jobs/${id}`, { as: 'author' })).body;
  const reach = (id: string, state: string) =>
    eventually(`job is ${state}`, async () => (await job(id)).state === state);
  const runAction = (id: string, verb: string, body?: object) =>
    api.ask<JobView>('POST', `/api/jobs/${id}/${verb}`, { as: 'author', ...(body ? { body } : {}) });

  it('is accepted, followed, and gives its files', async () => {
    const book = await newBook();
    const accepted = await start(book.id);
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`/api/jobs/${accepted.body.id}`);
    await reach(accepted.body.id, 'completed');
    const done = await job(accepted.body.id);
    expect(done.progress).toEqual({ done: 4, total: 4 });
    expect(done.pages.map(({ state }) => state)).toEqual(Array(5).fill('drawn'));
    expect(Date.parse(done.firstPageAt!)).toBeLessThanOrEqual(Date.parse(done.endedAt!));
    const files = await api.ask<{ items: ArtifactView[] }>('GET', `/api/jobs/${done.id}/artifacts`, { as: 'author' });
    expect(files.body.items.map(({ kind }) => kind)).toEqual(['interior-pdf', 'cover-pdf']);
    const [interior] = files.body.items;
    const pdf = await api.ask<string>('GET', `/api/artifacts/${interior!.id}`, { as: 'author' });
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Number(pdf.headers.get('content-length'))).toBe(interior!.size);
    const part = await api.ask<string>('GET', `/api/artifacts/${interior!.id}`, {
      as: 'author',
      headers: { range: 'bytes=0-4' },
    });
    expect([part.status, part.body, part.headers.get('content-range')]).toEqual([
      206,
      '%PDF-',
      `bytes 0-4/${interior!.size}`,
    ]);
    const beyond = { as: 'author' as const, headers: { range: `bytes=${interior!.size}-` } };
    expect((await api.ask('GET', `/api/artifacts/${interior!.id}`, beyond)).status).toBe(416);
    const report = await api.ask('GET', `/api/books/${book.id}/preflight`, { as: 'author' });
    expect(report.body).toMatchObject({ ok: expect.any(Boolean), interior: { findings: expect.any(Array) } });
  });

  it('is one job for one Idempotency-Key, also when a hundred ask at once', async () => {
    const book = await newBook();
    const key = { 'idempotency-key': 'the-one' };
    const answers = await Promise.all(Array.from({ length: 100 }, () => start(book.id, {}, key)));
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    const ids = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect((await start(book.id, {}, key)).body.id).toBe([...ids][0]);
    expect(await platform.db.job.count({ where: { bookId: book.id } })).toBe(1);
    const other = await newBook();
    expect((await start(other.id, {}, key)).status).toBe(422);
    expect((await start(other.id, {}, { 'idempotency-key': 'bad key with spaces' })).status).toBe(422);
  });

  it('shows a drawing as soon as it is made, as SVG and PNG, with an ETag', async () => {
    artist.pace = 120;
    const book = await newBook({ pages: 6 });
    const { body } = await start(book.id);
    await eventually('a first page', async () => (await job(body.id)).pages.some(({ state }) => state === 'drawn'));
    expect((await job(body.id)).state).toBe('running');
    const drawn = (await job(body.id)).pages.find(({ state }) => state === 'drawn')!.number;
    const path = `/api/books/${book.id}/pages/${drawn}/art`;
    const svg = await api.ask<string>('GET', `${path}.svg`, { as: 'author' });
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(svg.headers.get('content-security-policy')).toContain('sandbox');
    expect((await api.ask<string>('GET', path, { as: 'author' })).body).toBe(svg.body);
    const png = await api.ask<string>('GET', `${path}.png?width=64`, { as: 'author' });
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    const again = {
      as: 'author' as const,
      headers: { 'if-none-match': svg.headers.get('etag')!, 'cache-control': 'max-age=0' },
    };
    expect((await api.ask('GET', `${path}.svg`, again)).status).toBe(304);
    await reach(body.id, 'completed');
  });

  it('is paused, resumed and canceled; what makes no sense is a 409', async () => {
    artist.pace = 100;
    const book = await newBook({ pages: 30 });
    const { body } = await start(book.id);
    await reach(body.id, 'running');
    expect((await runAction(body.id, 'resume')).status).toBe(409);
    expect((await runAction(body.id, 'pause')).status).toBe(202);
    await reach(body.id, 'paused');
    expect((await runAction(body.id, 'pause')).status).toBe(409);
    expect((await runAction(body.id, 'resume')).status).toBe(202);
    await reach(body.id, 'running');
    expect((await runAction(body.id, 'retry')).status).toBe(409);
    expect((await runAction(body.id, 'cancel')).status).toBe(202);
    await reach(body.id, 'canceled');
    const { receipt } = await job(body.id);
    expect(receipt!.pagesDrawn.length + receipt!.pagesMissing.length).toBe(30);
    for (const verb of ['pause', 'resume', 'cancel']) expect((await runAction(body.id, verb)).status).toBe(409);
    artist.pace = 0;
    const again = await runAction(body.id, 'retry');
    expect(again.body).toMatchObject({ retryOf: body.id, state: 'queued' });
    await reach(again.body.id, 'completed');
    expect((await job(again.body.id)).receipt!.drawings).toBe(receipt!.pagesMissing.length + 1);
  });

  it('parks on a refused page; the page is edited and retried, or skipped', async () => {
    artist.misbehave = ({ prompt }) => {
      if (/ 2 | 3 /.test(prompt)) throw new PermanentFailure('content-refused', 'The provider refuses this prompt.');
    };
    const book = await newBook();
    const { body } = await start(book.id);
    await reach(body.id, 'needs-attention');
    await eventually(
      'both are refused',
      async () => (await job(body.id)).pages.filter(({ state }) => state === 'refused').length === 2,
    );
    const { pages } = await job(body.id);
    expect(pages[2]).toMatchObject({ state: 'refused', code: 'content-refused' });
    const path = `/api/books/${book.id}/pages/2`;
    const listed = await api.ask<{ items: PageView[] }>('GET', `/api/books/${book.id}/pages`, { as: 'author' });
    const version = listed.body.items[2]!.version;
    const edit = (headers: Record<string, string>) =>
      api.ask('PATCH', path, { as: 'author', body: { prompt: 'a pear' }, headers });
    expect((await edit({})).status).toBe(428);
    expect((await edit({ 'if-match': `"${version + 5}"` })).status).toBe(412);
    expect((await edit({ 'if-match': `"${version}"` })).status).toBe(200);
    expect((await runAction(body.id, 'pages/2/retry')).status).toBe(202);
    expect((await runAction(body.id, 'pages/3/skip')).status).toBe(202);
    await reach(body.id, 'completed-with-skips');
    expect((await job(body.id)).receipt).toMatchObject({ pagesDrawn: [1, 2, 4], pagesSkipped: [3] });
    expect((await runAction(body.id, 'pages/3/skip')).status).toBe(409);
  });

  it('redoes chosen pages, keeps locked ones, and shows earlier drawings again', async () => {
    const book = await newBook();
    const first = (await start(book.id)).body;
    await reach(first.id, 'completed');
    const patch = (number: number, body: object, version: number) =>
      api.ask<PageView>('PATCH', `/api/books/${book.id}/pages/${number}`, {
        as: 'author',
        body,
        headers: { 'if-match': String(version) },
      });
    expect((await patch(1, { locked: true }, 1)).body).toMatchObject({ state: 'locked', version: 2 });
    expect((await start(book.id, { pages: [1, 2] })).status).toBe(409);
    expect((await start(book.id, { pages: [77] })).status).toBe(422);
    const second = (await start(book.id, { pages: [2] })).body;
    await reach(second.id, 'completed');
    const listed = await api.ask<{ items: PageView[] }>('GET', `/api/books/${book.id}/pages`, { as: 'author' });
    expect(listed.body.items.map(({ current }) => current)).toEqual([1, 1, 2, 1, 1]);
    const back = await patch(2, { current: 1 }, listed.body.items[2]!.version);
    expect(back.body.current).toBe(1);
    expect((await patch(2, { current: 9 }, back.body.version)).status).toBe(404);
    const exported = await api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'export-book', bookId: book.id },
    });
    await reach(exported.body.id, 'completed');
    const files = await api.ask<{ items: ArtifactView[] }>('GET', `/api/jobs/${exported.body.id}/artifacts`, {
      as: 'author',
    });
    expect(files.body.items).toHaveLength(2);
  });

  it('lets the author change a theme as long as its story is not written', async () => {
    const book = await newBook();
    const patch = (body: object, version: number) =>
      api.ask<BookView>('PATCH', `/api/books/${book.id}`, {
        as: 'author',
        body,
        headers: { 'if-match': `"${version}"` },
      });
    const changed = await patch({ theme: 'a bear counts', instructions: 'calm, please' }, book.version);
    expect(changed.body.form).toMatchObject({ theme: 'a bear counts', instructions: 'calm, please', pages: 4 });
    const { body } = await start(book.id);
    await reach(body.id, 'completed');
    const now = (await api.ask<BookView>('GET', `/api/books/${book.id}`, { as: 'author' })).body;
    expect((await patch({ moral: 'wolves count' }, now.version)).body).toMatchObject({ code: 'story-written' });
    expect((await patch({ title: 'My own title' }, now.version)).body.title).toBe('My own title');
  });

  it('keeps the print settings that an edit does not name', async () => {
    const book = await newBook({ print: { trim: '6x9', pageNumbers: true } });
    const headers = { 'if-match': String(book.version) };
    const options = { as: 'author' as const, body: { print: { bleed: true } }, headers };
    const { print } = (await api.ask<BookView>('PATCH', `/api/books/${book.id}`, options)).body;
    expect(print).toMatchObject({ trim: '6x9', pageNumbers: true, bleed: true, singleSided: true });
  });

  it('refuses to print nothing, to work twice on a book, and to take a book away under a job', async () => {
    const book = await newBook();
    const nothing = await api.ask('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'export-book', bookId: book.id },
    });
    expect([nothing.status, nothing.body['code']]).toEqual([409, 'nothing-to-print']);
    artist.pace = 100;
    const { body } = await start(book.id);
    expect((await start(book.id)).body).toMatchObject({ code: 'job-active' });
    expect((await api.ask('DELETE', `/api/books/${book.id}`, { as: 'author' })).status).toBe(409);
    await reach(body.id, 'completed');
    expect((await api.ask('DELETE', `/api/books/${book.id}`, { as: 'author' })).status).toBe(204);
    expect((await api.ask('GET', `/api/books/${book.id}`, { as: 'author' })).status).toBe(404);
  });

  it('is listed newest first in bounded slices that neither repeat nor leave out', async () => {
    const all = new Set<string>();
    let cursor: string | null = null;
    do {
      const query: string = `limit=3${cursor ? `&cursor=${cursor}` : ''}`;
      const slice = await api.ask<Listing<JobSummary>>('GET', `/api/jobs?${query}`, { as: 'author' });
      expect(slice.body.items.length).toBeLessThanOrEqual(3);
      for (const { id } of slice.body.items) {
        expect(all.has(id)).toBe(false);
        all.add(id);
      }
      cursor = slice.body.nextCursor;
    } while (cursor);
    expect(all.size).toBe(await platform.db.job.count({ where: { owner: { email: 'author@test.local' } } }));
    expect((await api.ask('GET', '/api/jobs?limit=101', { as: 'author' })).status).toBe(422);
    expect((await api.ask('GET', '/api/jobs?cursor=made-up', { as: 'author' })).status).toBe(422);
    expect((await api.ask('GET', '/api/jobs?colour=red', { as: 'author' })).status).toBe(422);
  });

  it('streams its events, resumable at any point without gap or repeat', async () => {
    artist.pace = 20;
    const book = await newBook({ pages: 12 });
    const { body } = await start(book.id);
    const token = await api.signIn('author');
    const url = `${api.url}/api/jobs/${body.id}/events`;
    const seen: number[] = [];
    let last: number | undefined;
    for (let reads = 0; reads < 200; reads += 1) {
      const part = await readEvents(url, token, {
        ...(last !== undefined ? { lastEventId: last } : {}),
        until: () => Math.random() < 0.2,
      });
      if (part.length === 0) break;
      for (const event of part) expect(event.data).toMatchObject({ seq: event.id, jobId: body.id, type: event.type });
      seen.push(...part.map(({ id }) => id));
      last = seen.at(-1);
    }
    const stored = await platform.db.event.findMany({ where: { subjectId: body.id }, orderBy: { seq: 'asc' } });
    expect(seen).toEqual(stored.map(({ seq }) => Number(seq)));
    expect(stored.at(-1)!.data).toMatchObject({ state: 'completed' });
    const bad = await fetch(url, { headers: { authorization: `Bearer ${token}`, 'last-event-id': 'x' } });
    expect(bad.status).toBe(422);
  });

  it('sends a reader who claims to have seen more than there is all new events', async () => {
    artist.pace = 20;
    const { body } = await start((await newBook({ pages: 12 })).id);
    const url = `${api.url}/api/jobs/${body.id}/events`;
    const events = await readEvents(url, await api.signIn('author'), { lastEventId: 999_999_999 });
    expect(events.at(-1)?.data).toMatchObject({ type: 'job.state', state: 'completed' });
  });

  it('shows each person only their own events, and support all of them', async () => {
    const stop = new AbortController();
    const received = { author: 0, finance: 0, support: 0 };
    let open = 0;
    const listen = async (role: 'author' | 'finance' | 'support') =>
      readEvents(`${api.url}/api/events`, await api.signIn(role), {
        signal: stop.signal,
        opened: () => (open += 1),
        until: () => ((received[role] += 1), false),
      });
    const streams = [listen('author'), listen('finance'), listen('support')];
    await eventually('all listen', () => open === 3);
    const { body } = await start((await newBook()).id);
    await reach(body.id, 'completed');
    const all = await platform.db.event.count({ where: { subjectId: body.id } });
    await eventually('both have received everything', () => received.author >= all && received.support >= all);
    stop.abort();
    const [author, finance, support] = await Promise.all(streams);
    expect(finance).toEqual([]);
    const stored = await platform.db.event.findMany({ where: { subjectId: body.id }, orderBy: { seq: 'asc' } });
    const expected = stored.map(({ seq }) => Number(seq));
    expect(author!.map(({ id }) => id)).toEqual(expected);
    expect(support!.map(({ id }) => id)).toEqual(expected);
  });
});
