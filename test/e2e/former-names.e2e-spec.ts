import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

describe('names of release 0.1', () => {
  let platform: Platform;
  let api: Api;
  let book: string;

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
