import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

describe('names of release 0.1', () => {
  let platform: Platform;
  let api: Api;
  let book: string;
  let jobId: string;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    const made = await api.ask<{ id: string }>('POST', '/api/projects', {
      as: 'author',
      body: { theme: 'owls', pages: 1 },
      headers: { 'idempotency-key': 'made-before' },
    });
    book = made.body.id;
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  it('lead from the former path to the book, and say which is the new one', async () => {
    const answer = await api.ask<{ id: string }>('GET', `/api/projects/${book}`, { as: 'author' });
    expect([answer.status, answer.body.id]).toEqual([200, book]);
    expect(answer.headers.get('link')).toBe('</api/books>; rel="successor-version"');
    expect(answer.headers.get('deprecation')).toMatch(/^@\d+$/);
    expect((await api.ask('GET', `/api/books/${book}`, { as: 'author' })).headers.get('deprecation')).toBeNull();
    expect((await api.ask('GET', '/api/projectsx', { as: 'author' })).status).toBe(404);
  });

  it('make one book under one key, by either path', async () => {
    const body = { theme: 'owls', pages: 1 };
    const again = await api.ask<{ id: string }>('POST', '/api/books', {
      as: 'author',
      body,
      headers: { 'idempotency-key': 'made-before' },
    });
    expect([again.status, again.body.id]).toEqual([201, book]);
  });

  it('are accepted in bodies and queries, and answered beside the new ones', async () => {
    const body = { kind: 'generate-book', projectId: book };
    const job = await api.ask<{ id: string }>('POST', '/api/jobs', {
      as: 'author',
      body,
      headers: { 'idempotency-key': 'a-job' },
    });
    jobId = job.body.id;
    expect([job.status, job.body]).toEqual([202, expect.objectContaining({ projectId: book, bookId: book })]);
    const current = { kind: 'generate-book', bookId: book };
    const same = await api.ask<{ id: string }>('POST', '/api/jobs', {
      as: 'author',
      body: current,
      headers: { 'idempotency-key': 'a-job' },
    });
    expect(same.body.id).toBe(job.body.id);
    const list = await api.ask('GET', `/api/jobs?projectId=${book}`, { as: 'author' });
    expect(list.body).toMatchObject({ items: [{ id: job.body.id, projectId: book, bookId: book }] });
    const both = { kind: 'generate-book', bookId: book, projectId: book };
    expect((await api.ask('POST', '/api/jobs', { as: 'author', body: both })).status).toBe(422);
  });

  it('are accepted in lists of a body', async () => {
    const edit = {
      id: crypto.randomUUID(),
      projectId: book,
      page: null,
      base: { title: '' },
      changes: { title: 'Owls' },
    };
    const body = { clientId: crypto.randomUUID(), edits: [edit] };
    const answer = await api.ask('POST', '/api/sync', { as: 'author', body });
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ results: [expect.anything()] })]);
  });

  const asSupport = <T>(path: string, body?: object, key?: string) =>
    api.ask<T>(body ? 'POST' : 'GET', `/api/support/${path}`, {
      as: 'support',
      ...(body ? { body } : {}),
      ...(key ? { headers: { 'idempotency-key': key } } : {}),
    });
  /** What release 0.1 stored of a request, whose keys are sorted here. */
  const digestOf = (body: object) => createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const storedDigest = async (key: string) =>
    (await platform.db.idempotencyKey.findFirstOrThrow({ where: { key } })).bodyHash;

  it('perform a support action once, by either name of the field', async () => {
    const both = { act: 'pause', action: 'pause' };
    for (const body of [{ act: 'pause' }, { action: 'pause' }])
      expect(await asSupport(`jobs/${jobId}/acts/preview`, body)).toMatchObject({ status: 200, body: both });
    expect((await asSupport(`jobs/${jobId}/acts/preview`, both)).status).toBe(422);

    const reason = 'the author asked';
    const former = { act: 'pause', reason };
    const before = await asSupport<{ auditSeq: number }>(`jobs/${jobId}/acts`, former, 'a-pause');
    expect([before.status, await storedDigest('a-pause')]).toEqual([202, digestOf(former)]);
    const after = await asSupport<{ auditSeq: number }>(`jobs/${jobId}/acts`, { action: 'pause', reason }, 'a-pause');
    expect([after.status, after.body.auditSeq]).toEqual([202, before.body.auditSeq]);
  });

  it('start a bulk action once, by either name of the field', async () => {
    const both = { act: 'cancel', action: 'cancel' };
    const filter = { ids: [jobId] };
    expect(await asSupport('bulk/preview', { act: 'cancel', filter })).toMatchObject({ status: 200, body: both });

    const reason = 'the author withdrew it';
    const former = { act: 'cancel', filter, reason };
    const before = await asSupport<{ id: string }>('bulk', former, 'a-bulk');
    expect(before).toMatchObject({ status: 202, body: both });
    expect(await storedDigest('a-bulk')).toBe(digestOf(former));
    const after = await asSupport<{ id: string }>('bulk', { action: 'cancel', filter, reason }, 'a-bulk');
    expect([after.status, after.body.id]).toEqual([202, before.body.id]);
    expect((await asSupport(`bulk/${before.body.id}`)).body).toMatchObject(both);
    expect((await asSupport('bulk')).body).toMatchObject({ items: [both] });
  });

  it('decide on several exceptions, by either name of the field', async () => {
    const id = crypto.randomUUID();
    for (const name of ['act', 'action']) {
      const body = { ids: [id], [name]: 'resolve', reason: 'a test' };
      const answer = await api.ask('POST', '/api/finance/items/bulk', { as: 'finance', body });
      expect(answer).toMatchObject({ status: 200, body: { done: [], left: [{ id }] } });
    }
  });

  it('are not those of the audit log, whose hashes cover its field `act`', async () => {
    const { body } = await asSupport<{ items: object[] }>('audit?act=bulk-cancel');
    expect(body.items).toEqual([expect.objectContaining({ act: 'bulk-cancel' })]);
    expect(body.items[0]).not.toHaveProperty('action');
    expect((await asSupport('audit?action=bulk-cancel')).status).toBe(422);
  });

  it('say what an event is about, and give its id by the former name, too', async () => {
    const [event] = await platform.db.event.findMany({ where: { type: 'job.state' } });
    expect(event).toMatchObject({ subjectKind: 'job', subjectId: expect.any(String) });
    const token = await api.signIn('author');
    const stop = new AbortController();
    const stream = await fetch(`${api.url}/api/events?lastEventId=0`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    let text = '';
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('data: ')) break;
    }
    stop.abort();
    const data = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '{}') as Record<string, unknown>;
    expect(data).toMatchObject({ subjectKind: 'job', subjectId: data['jobId'] });
  });
});
