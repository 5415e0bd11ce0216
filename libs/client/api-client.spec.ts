import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ApiClientOptions, createApiClient, dataOf } from './api-client.js';
import { ApiProblem, Unreachable } from './api-problem.js';
import { passwordSession } from './password-session.js';

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
let asked: Asked[] = [];
/** What comes next; each test says it. */
let answer: (response: ServerResponse, request: Asked) => void;
const server = createServer((request, response) => {
  const { method = '', url = '', headers } = request;
  void text(request).then((body) => {
    asked.push({ method, url, headers, body });
    answer(response, { method, url, headers, body });
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = (response) => json(response, { id: 'x' });
});

const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const client = (more: Partial<ApiClientOptions> = {}) => createApiClient({ baseUrl, ...more });
const job = (more?: Partial<ApiClientOptions>, signal?: AbortSignal) =>
  dataOf(client(more).GET('/api/jobs/{id}', { params: { path: { id: 'a/b' } }, signal }));
const errorOf = (call: Promise<unknown>): Promise<unknown> => call.catch((reason: unknown) => reason);

describe('a request', () => {
  it('carries the token, the key and the version; ids are encoded', async () => {
    const params = { path: { id: 'a/b' }, header: { 'If-Match': '"3"', 'Idempotency-Key': 'mine' } };
    await client({ token: () => 'secret' }).PATCH('/api/books/{id}', { params, body: { title: 'Foxes' } });
    expect(asked[0]).toMatchObject({ method: 'PATCH', url: '/api/books/a%2Fb', body: '{"title":"Foxes"}' });
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'if-match': '"3"',
      'idempotency-key': 'mine',
      'content-type': 'application/json',
      accept: 'application/json',
    });
  });

  it('has lists as the API reads them, and leaves out what is empty', async () => {
    const query = { state: ['failed', 'canceled'], text: '', cursor: undefined, owner: 'löwe & co' } as const;
    await client().GET('/api/support/jobs', { params: { query: { ...query, state: [...query.state] } } });
    expect(asked[0]?.url).toBe('/api/support/jobs?state=failed,canceled&owner=l%C3%B6we%20%26%20co');
  });

  it('is sent once more, body and all, when the token was renewed', async () => {
    let token = 'old';
    answer = (response, { headers }) =>
      headers.authorization === 'Bearer new' ? json(response, { id: 'x' }) : json(response, {}, 401);
    const renew = () => {
      token = 'new';
      return Promise.resolve(true);
    };
    const body = { theme: 'owls', pages: 2 };
    await client({ token: () => token, renew }).POST('/api/books', { body });
    expect(asked.map((each) => [each.headers.authorization, each.body])).toEqual([
      ['Bearer old', JSON.stringify(body)],
      ['Bearer new', JSON.stringify(body)],
    ]);
  });

  it('is not sent again when there is no other token', async () => {
    answer = (response) => json(response, { code: 'session-ended' }, 401);
    const error = await errorOf(job({ token: () => 'old', renew: () => Promise.resolve(false) }));
    expect([(error as ApiProblem).code, asked.length]).toEqual(['session-ended', 1]);
  });
});

describe('an answer', () => {
  it('is what was sent, or nothing where nothing was sent', async () => {
    expect(await job()).toEqual({ id: 'x' });
    answer = (response) => void response.writeHead(204).end();
    expect(await dataOf(client().DELETE('/api/drive/connection'))).toBeUndefined();
  });

  it('that refuses is thrown as one error with its words', async () => {
    const problem = { code: 'invalid-input', detail: 'Not so.', errors: [{ path: 'pages', message: 'too many' }] };
    answer = (response) => {
      response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '7' });
      response.end(JSON.stringify(problem));
    };
    const error = await errorOf(job());
    expect(error).toBeInstanceOf(ApiProblem);
    const { status, code, message, fields, retryAfterSeconds } = error as ApiProblem;
    expect({ status, code, message, fields, retryAfterSeconds }).toEqual({
      status: 429,
      code: 'invalid-input',
      message: 'Not so.',
      fields: ['pages: too many'],
      retryAfterSeconds: 7,
    });
  });

  it('of something before the API has a status and no code', async () => {
    answer = (response) => void response.writeHead(502).end('<html>Bad gateway');
    const error = await errorOf(job());
    expect(error).toMatchObject({ status: 502, code: '', message: 'The server answered 502.' });
  });

  it('that breaks off is Unreachable, and so is one that nobody gives', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"id":', () => response.destroy());
    };
    expect(await errorOf(job())).toBeInstanceOf(Unreachable);
    answer = (response) => void response.end('{"id":');
    expect(await errorOf(job())).toBeInstanceOf(Unreachable);
    answer = (response) => void response.destroy();
    expect(await errorOf(job())).toBeInstanceOf(Unreachable);
  });

  it('that does not start in time is Unreachable; an aborted one is not', async () => {
    answer = () => undefined;
    expect(await errorOf(job({ timeoutMs: 100 }))).toBeInstanceOf(Unreachable);
    expect(await errorOf(job({}, AbortSignal.timeout(100)))).toBeInstanceOf(Unreachable);
    const leave = new AbortController();
    setTimeout(() => leave.abort(), 100);
    expect(await errorOf(job({}, leave.signal))).toMatchObject({ name: 'AbortError' });
  });

  it('may take its time once it has begun', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
      setTimeout(() => response.end('"x"}'), 300);
    };
    expect(await job({ timeoutMs: 100 })).toEqual({ id: 'x' });
  });
});

describe('a session by password', () => {
  const credentials = { email: 'author@colorbook.local', password: 'secret' };

  it('signs in when it is needed, and once for all requests whose token has run out', async () => {
    let signIns = 0;
    answer = (response, { url, headers }) => {
      if (url === '/api/auth/login') return json(response, { accessToken: `token-${(signIns += 1)}` });
      return headers.authorization === 'Bearer token-1' ? json(response, {}, 401) : json(response, { id: 'x' });
    };
    const session = passwordSession({ baseUrl }, credentials);
    expect(signIns).toBe(0);
    const api = client({ ...session });
    const init = { params: { path: { id: 'j' } } };
    await Promise.all([1, 2, 3].map(() => dataOf(api.GET('/api/jobs/{id}', init))));
    expect(signIns).toBe(2);
  });

  it('says when the password is wrong, and tries again at the next request', async () => {
    answer = (response) => json(response, { code: 'invalid-credentials' }, 401);
    const session = passwordSession({ baseUrl }, credentials);
    expect(await errorOf(session.signIn())).toMatchObject({ code: 'invalid-credentials' });
    answer = (response) => json(response, { accessToken: 'good' });
    expect(await session.token()).toBe('good');
  });
});
