import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookView } from '#contracts/books.js';
import { startApi } from '../support/api.js';
import type { Api, AskOptions } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { submitBook, waitForState } from '../support/books.js';

type Who = 'anon' | 'owner' | 'stranger' | 'support' | 'finance' | 'admin';
const EVERYBODY: Who[] = ['anon', 'owner', 'stranger', 'support', 'finance', 'admin'];

interface Row {
  body?: unknown;
  query?: string;
  headers?: Record<string, string>;
  /** Status by caller, in the order of EVERYBODY. */
  expect: [anon: number, owner: number, stranger: number, support: number, finance: number, admin: number];
}

const open = (status: number): Row['expect'] => [status, status, status, status, status, status];
const own = (status: number): Row['expect'] => [401, status, 404, 403, 403, 404];
/** Jobs: support staff see and act on all of them. */
const job = (status: number): Row['expect'] => [401, status, 404, status, 404, status];

/** An author's own money, on a deployment that takes none. */
const noBilling: Row['expect'] = [401, 409, 409, 403, 403, 409];

/** What every author has of their own; on a deployment without Google, none has a Drive. */
const authors = (status: number): Row['expect'] => [401, status, status, 403, 403, status];

/** Support: staff only. */
const supportOnly = (status: number): Row['expect'] => [401, 403, 403, status, 403, status];
const finance = (status: number): Row['expect'] => [401, 403, 403, 403, status, status];
const audit = (status: number): Row['expect'] => [401, 403, 403, status, status, status];

/** Every route of the OpenAPI document with what each person gets. The book is finished; its job has ended. */
const TABLE: Record<string, Row> = {
  'POST /api/auth/register': { body: {}, expect: open(422) },
  'POST /api/auth/login': { body: {}, expect: open(422) },
  'POST /api/auth/refresh': { expect: open(401) },
  'POST /api/auth/logout': { expect: open(204) },
  'POST /api/auth/verify-email': { body: { token: 'x'.repeat(43) }, expect: open(422) },
  'POST /api/auth/resend-verification': { expect: [401, 409, 409, 409, 409, 409] },
  'POST /api/auth/forgot-password': { body: { email: 'nobody@test.local' }, expect: open(202) },
  'POST /api/auth/reset-password': {
    body: { token: 'x'.repeat(43), password: 'long enough for it' },
    expect: open(422),
  },
  'GET /api/account/export': { expect: [401, 200, 200, 200, 200, 200] },
  'GET /api/account/export/file': { expect: [401, 404, 404, 404, 404, 404] },
  'POST /api/account/export': { expect: [401, 202, 202, 202, 202, 202] },
  'POST /api/account/erasure': {
    body: { password: 'not this one', email: 'nobody@test.local' },
    expect: [401, 422, 422, 422, 422, 422],
  },
  'GET /api/account/erasure': { expect: [401, 200, 200, 200, 200, 200] },
  'DELETE /api/account/erasure': { expect: [401, 404, 404, 404, 404, 404] },
  'POST /api/account/erasure/undo': { body: { token: 'x'.repeat(43) }, expect: open(422) },
  'GET /api/support/account-requests': { expect: supportOnly(200) },
  'POST /api/support/account-requests/{id}/retry': { body: { reason: 'by mistake' }, expect: supportOnly(404) },
  'POST /api/admin/accounts/{id}/erasure': { body: { reason: 'by mistake' }, expect: [401, 403, 403, 403, 403, 404] },
  'POST /api/batches': {
    body: { kind: 'export', bookIds: ['01a2075f-9156-7740-9e7c-6c23f5f26ac8'] },
    expect: authors(422),
  },
  'GET /api/batches': { expect: authors(200) },
  'GET /api/batches/{id}': { expect: [401, 404, 404, 404, 404, 404] },
  'GET /api/batches/{id}/items': { expect: [401, 404, 404, 404, 404, 404] },
  'POST /api/batches/{id}/cancel': { expect: [401, 404, 404, 404, 404, 404] },
  'POST /api/batches/{id}/retry': { expect: [401, 404, 404, 404, 404, 404] },
  'GET /api/batches/{id}/zip': { expect: [401, 404, 404, 404, 404, 404] },
  'GET /api/monitoring/errors': { expect: supportOnly(200) },
  'GET /api/monitoring/health': { expect: supportOnly(200) },
  'GET /api/monitoring/metrics': { expect: supportOnly(200) },
  'GET /api/monitoring/analytics': { query: '?from=2026-01-01&to=2026-01-02', expect: audit(200) },
  'GET /api/monitoring/analytics.csv': { query: '?from=2026-01-01&to=2026-01-02', expect: audit(200) },
  'GET /api/monitoring/performance': { query: '?from=2026-01-01&to=2026-01-02', expect: supportOnly(200) },
  'GET /api/monitoring/alerts': { expect: audit(200) },
  'GET /api/monitoring/alerts/counts': { expect: audit(200) },
  'POST /api/monitoring/alerts/{id}/acknowledge': { body: {}, expect: audit(404) },
  'GET /api/monitoring/alert-rules': { expect: audit(200) },
  'PATCH /api/monitoring/alert-rules/{name}': {
    body: { enabled: true, reason: 'a test' },
    expect: [401, 403, 403, 403, 403, 404],
  },
  'PATCH /api/monitoring/errors/{id}': { body: { state: 'resolved' }, expect: supportOnly(404) },
  'POST /api/monitoring/console-errors': {
    body: { name: 'TypeError', message: 'x is undefined', stack: '', page: 'library' },
    expect: [401, 204, 204, 204, 204, 204],
  },
  'GET /api/drive/connection': { expect: authors(200) },
  'PATCH /api/drive/connection': { body: { schedule: 'daily' }, expect: authors(409) },
  'DELETE /api/drive/connection': { expect: authors(409) },
  'POST /api/drive/connect': { expect: authors(409) },
  'POST /api/drive/sync': { expect: authors(409) },
  'GET /api/drive/callback': { query: '?state=x&code=y', expect: open(409) },
  'GET /api/drive/books': { expect: authors(200) },
  'PUT /api/drive/books/{bookId}': { body: { on: true }, expect: authors(409) },
  'GET /api/drive/files': { expect: authors(200) },
  'POST /api/drive/files/{id}/resolve': { body: { choice: 'keep-mine' }, expect: authors(404) },
  'GET /api/drive/files/{id}/picture': { expect: [401, 404, 404, 403, 403, 404] },
  'GET /api/payments/plans': { expect: open(200) },
  'GET /api/payments/subscription': { expect: [401, 200, 200, 403, 403, 200] },
  'POST /api/payments/create-checkout-session': { body: { plan: 'pro' }, expect: noBilling },
  'POST /api/payments/orders/{id}/look': { expect: [401, 404, 404, 403, 403, 404] },
  'POST /api/payments/change-plan': { body: { plan: 'pro' }, expect: noBilling },
  'POST /api/payments/cancel-subscription': { expect: noBilling },
  'POST /api/payments/reactivate-subscription': { expect: noBilling },
  'POST /api/payments/portal': { expect: noBilling },
  'POST /api/payments/webhook': { body: {}, expect: open(404) },
  'POST /api/finance/payments/{id}/refunds': { body: { reason: 'by mistake' }, expect: [401, 403, 403, 404, 404, 404] },
  'GET /api/support/customers/{id}/billing': { expect: [401, 403, 403, 404, 404, 404] },
  'POST /api/support/customers/{id}/grants': {
    body: { plan: 'pro', days: 3, reason: 'by mistake' },
    expect: [401, 403, 403, 404, 404, 404],
  },
  'POST /api/admin/mail/{id}/open': { body: { reason: 'by mistake' }, expect: [401, 403, 403, 403, 403, 404] },
  'GET /api/admin/mail': { expect: [401, 403, 403, 403, 403, 200] },
  'GET /api/auth/me': { expect: [401, 200, 200, 200, 200, 200] },
  'POST /api/books': { body: { theme: 'a cat', pages: 1 }, expect: [401, 201, 201, 403, 403, 201] },
  'GET /api/books': { expect: [401, 200, 200, 403, 403, 200] },
  'GET /api/books/{id}': { expect: own(200) },
  'PATCH /api/books/{id}': { body: { title: 'x' }, headers: { 'if-match': '999' }, expect: own(412) },
  'POST /api/books/{id}/duplicate': { expect: own(201) },
  'GET /api/books/{id}/preflight': { expect: own(200) },
  'GET /api/books/{id}/preview': { expect: own(200) },
  'GET /api/books/{id}/ai-request': { query: '?page=1', expect: own(200) },
  'GET /api/books/{id}/pages': { expect: own(200) },
  'PATCH /api/books/{id}/pages/{number}': { body: { text: 'x' }, headers: { 'if-match': '999' }, expect: own(412) },
  'POST /api/books/{id}/pages/{number}/touch-up': {
    body: { strokes: [{ tool: 'brush', size: 2, points: [10, 10, 20, 20] }] },
    headers: { 'if-match': '999' },
    expect: own(412),
  },
  'POST /api/sync': {
    body: {
      clientId: '5b8b1a52-9f0f-4a3e-8d2f-6a1c7c3a1b01',
      edits: [
        {
          id: '5b8b1a52-9f0f-4a3e-8d2f-6a1c7c3a1b02',
          bookId: '{id}',
          page: 1,
          base: { text: 'x' },
          changes: { text: 'y' },
        },
      ],
    },
    expect: authors(200),
  },
  'GET /api/books/{id}/pages/{number}/art': { expect: own(200) },
  'GET /api/books/{id}/pages/{number}/art.svg': { expect: own(200) },
  'GET /api/books/{id}/pages/{number}/art.png': { expect: own(200) },
  'GET /api/estimates': { query: '?pages=24', expect: [401, 200, 200, 403, 403, 200] },
  'POST /api/jobs': {
    body: { kind: 'generate-book', bookId: '{id}', pages: [99] },
    expect: [401, 422, 404, 403, 403, 404],
  },
  'GET /api/jobs': { expect: [401, 200, 200, 200, 200, 200] },
  'GET /api/jobs/{id}': { expect: job(200) },
  'GET /api/jobs/{id}/events': { expect: job(200) },
  'GET /api/jobs/{id}/artifacts': { expect: [401, 200, 404, 404, 404, 404] },
  'POST /api/jobs/{id}/pause': { expect: job(409) },
  'POST /api/jobs/{id}/resume': { expect: job(409) },
  'POST /api/jobs/{id}/cancel': { expect: job(409) },
  'POST /api/jobs/{id}/retry': { body: { pages: [99] }, expect: job(422) },
  'POST /api/jobs/{id}/pages/{number}/retry': { expect: job(409) },
  'POST /api/jobs/{id}/pages/{number}/skip': { expect: job(409) },
  'GET /api/events': { expect: [401, 200, 200, 200, 200, 200] },
  'GET /api/artifacts/{id}': { expect: [401, 200, 404, 404, 404, 404] },
  'GET /api/artifacts/{id}/pages/{number}/picture.png': { expect: [401, 200, 404, 404, 404, 404] },
  'GET /api/support/jobs': { expect: supportOnly(200) },
  'GET /api/support/jobs/counts': { expect: supportOnly(200) },
  'GET /api/support/jobs/{id}': { expect: supportOnly(200) },
  'GET /api/support/jobs/{id}/timeline': { expect: supportOnly(200) },
  'GET /api/support/jobs/{id}/logs': { expect: supportOnly(200) },
  'POST /api/support/jobs/{id}/look': { body: { reason: 'a test' }, expect: supportOnly(200) },
  'GET /api/support/jobs/{id}/customer-view': { expect: supportOnly(200) },
  'GET /api/support/jobs/{id}/customer-view/pages/{number}/art.png': { expect: supportOnly(200) },
  'POST /api/support/jobs/{id}/acts/preview': { body: { action: 'pause' }, expect: supportOnly(200) },
  'POST /api/support/jobs/{id}/acts': { body: { action: 'pause', reason: 'a test' }, expect: supportOnly(409) },
  'GET /api/support/failures': { expect: supportOnly(200) },
  'GET /api/support/failures/{fingerprint}': { expect: supportOnly(404) },
  'PATCH /api/support/failures/{fingerprint}': { body: { status: 'resolved' }, expect: supportOnly(404) },
  'GET /api/support/views': { expect: supportOnly(200) },
  'POST /api/support/views': { body: { name: '', filter: {} }, expect: supportOnly(422) },
  'DELETE /api/support/views/{id}': { expect: supportOnly(404) },
  'GET /api/support/staff': { expect: supportOnly(200) },
  'POST /api/support/bulk/preview': {
    body: { action: 'retry', filter: { text: 'nothing' } },
    expect: supportOnly(200),
  },
  'POST /api/support/bulk': {
    body: { action: 'retry', filter: { text: 'nothing' }, reason: 'a test' },
    expect: supportOnly(409),
  },
  'GET /api/support/bulk': { expect: supportOnly(200) },
  'GET /api/support/bulk/{id}': { expect: supportOnly(404) },
  'GET /api/support/bulk/{id}/items': { expect: supportOnly(404) },
  'POST /api/support/bulk/{id}/approve': { expect: supportOnly(404) },
  'POST /api/support/bulk/{id}/cancel': { expect: supportOnly(404) },
  'POST /api/support/board-session': { expect: supportOnly(204) },
  'GET /api/support/audit': { expect: audit(200) },
  'GET /api/support/audit/check': { expect: audit(200) },
  'GET /api/support/audit.jsonl': { expect: audit(200) },
  'GET /api/finance/overview': { query: '?month=2026-10', expect: finance(200) },
  'GET /api/finance/reconciliations': { expect: finance(200) },
  'POST /api/finance/reconciliations': {
    body: { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' },
    expect: finance(409),
  },
  'GET /api/finance/reconciliations/{id}': { expect: finance(404) },
  'GET /api/finance/reconciliations/{id}/events': { expect: finance(404) },
  'GET /api/finance/rules': { expect: finance(200) },
  'GET /api/finance/staff': { expect: finance(200) },
  'GET /api/finance/items': { expect: finance(200) },
  'GET /api/finance/items.csv': { expect: finance(200) },
  'POST /api/finance/items/bulk': { body: { ids: [], action: 'resolve', reason: 'a test' }, expect: finance(422) },
  'GET /api/finance/items/{id}': { expect: finance(404) },
  'PATCH /api/finance/items/{id}': { body: { ownerId: null }, expect: finance(404) },
  'POST /api/finance/items/{id}/comments': { body: { text: 'a test' }, expect: finance(404) },
  'POST /api/finance/items/{id}/resolve': { body: { reason: 'a test' }, expect: finance(404) },
  'GET /api/finance/items/{id}/repair': { expect: finance(404) },
  'POST /api/finance/items/{id}/repair': {
    body: { digest: '0'.repeat(64), reason: 'a test' },
    expect: finance(404),
  },
  'GET /api/finance/payments': { expect: finance(200) },
  'GET /api/finance/payments.csv': { expect: finance(200) },
  'GET /api/finance/payments/{id}': { expect: finance(404) },
  'GET /api/finance/trace': { query: '?id=ch_1', expect: finance(200) },
  'GET /api/finance/margins': { query: '?month=2026-10', expect: finance(200) },
  'GET /api/finance/ledger.csv': { query: '?month=2026-10', expect: finance(200) },
  'GET /api/finance/periods': { expect: finance(200) },
  'GET /api/finance/periods/{month}': { expect: finance(200) },
  // of a month that is not over
  'POST /api/finance/periods/{month}/prepare': { expect: finance(409) },
  'POST /api/finance/periods/{month}/close': {
    body: { digest: '0'.repeat(64), reason: 'a test' },
    expect: finance(409),
  },
  'GET /api/finance/periods/{month}/evidence': { expect: finance(404) },
  'GET /api/finance/periods/{month}/report.pdf': { expect: finance(200) },
  'GET /metrics': { expect: open(200) },
  'GET /health/live': { expect: open(200) },
  'GET /health/ready': { expect: open(200) },
  'GET /api/books/trash': { expect: [401, 200, 200, 403, 403, 200] },
  'POST /api/books/{id}/restore': { expect: own(200) },
  // last: the book goes to the trash, and from there for good
  'DELETE /api/books/{id}': { expect: own(204) },
  'DELETE /api/books/trash/{id}': { expect: own(204) },
};

interface OpenApi {
  paths: Record<
    string,
    Record<string, { parameters?: { name: string; in: string; required?: boolean }[]; 'x-who-may': string[] }>
  >;
}

describe('every route of the OpenAPI document', () => {
  let platform: Platform;
  let api: Api;
  let tokens: Record<Who, string | undefined>;
  let ids: { book: string; job: string; artifact: string };
  let document: OpenApi;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform);
    tokens = {
      anon: undefined,
      owner: await api.signIn('author'),
      stranger: (await api.register('stranger@test.local')).accessToken,
      support: await api.signIn('support'),
      finance: await api.signIn('finance'),
      admin: await api.signIn('admin'),
    };
    ids = await finishedBook();
    document = (await api.ask<OpenApi>('GET', '/docs-json')).body;
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  async function finishedBook() {
    const made = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: { theme: 'a cat', pages: 2 },
    });
    const { jobId } = await submitBook(platform, {}, { bookId: made.body.id });
    await waitForState(platform, jobId, 'completed');
    const artifact = await platform.db.artifact.findFirstOrThrow({ where: { jobId } });
    return { book: made.body.id, job: jobId, artifact: artifact.id };
  }

  const address = (route: string): string => {
    const id = route.includes('/jobs/') ? ids.job : route.includes('/artifacts/') ? ids.artifact : ids.book;
    return route
      .split(' ')[1]!
      .replace('{id}', id)
      .replace('{bookId}', ids.book)
      .replace('{number}', '1')
      .replace('{fingerprint}', '0'.repeat(16))
      .replace('{month}', '2199-01');
  };

  async function ask(route: string, row: Row, who: Who): Promise<{ status: number; body: unknown; type: string }> {
    const token = tokens[who];
    const raw = row.body === undefined ? undefined : JSON.stringify(row.body).replace('{id}', ids.book);
    const options: AskOptions = {
      ...(token ? { as: { token } } : {}),
      ...(raw !== undefined ? { raw } : {}),
      ...(row.headers ? { headers: row.headers } : {}),
    };
    if (route === 'GET /api/events') return openStream(token);
    const answer = await api.ask(route.split(' ')[0]!, address(route) + (row.query ?? ''), options);
    return { status: answer.status, body: answer.body, type: answer.headers.get('content-type') ?? '' };
  }

  /** A stream that never ends: its status is enough. */
  async function openStream(token: string | undefined): Promise<{ status: number; body: unknown; type: string }> {
    const stop = new AbortController();
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${api.url}/api/events`, { headers, signal: stop.signal });
    const body: unknown = response.status === 200 ? null : await response.json();
    stop.abort();
    return { status: response.status, body, type: response.headers.get('content-type') ?? '' };
  }

  it('has a row in the table, and the table has no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(Object.keys(TABLE).sort());
  });

  it('documents who may call each route as the table says', () => {
    const roleOf: Record<Who, string> = {
      anon: '',
      owner: 'author',
      stranger: 'author',
      support: 'support',
      finance: 'finance',
      admin: 'admin',
    };
    const wrong = Object.entries(TABLE).flatMap(([route, { expect: statuses }]) => {
      const [method = '', path = ''] = route.split(' ');
      const may = document.paths[path]![method.toLowerCase()]!['x-who-may'];
      return EVERYBODY.filter((who, at) => {
        const isIn =
          may.includes('everybody') ||
          (who !== 'anon' && [roleOf[who], 'signed in'].some((each) => may.includes(each)));
        const refused = who === 'anon' ? 401 : 403;
        return isIn ? statuses[at] === 403 : statuses[at] !== refused;
      }).map((who) => `${route}: ${who}`);
    });
    expect(wrong).toEqual([]);
  });

  it('documents each header once, and Idempotency-Key as optional', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    for (const { parameters = [] } of operations) {
      const names = parameters.filter((each) => each.in === 'header').map(({ name }) => name.toLowerCase());
      expect(names).toEqual([...new Set(names)]);
      expect(parameters.some(({ name, required }) => name === 'Idempotency-Key' && required)).toBe(false);
    }
  });

  it.each(Object.entries(TABLE))('%s gives each person what is due', async (route, row) => {
    const got: Record<string, number> = {};
    // the owner asks last, since an action that succeeds changes what the others would get
    for (const who of [...EVERYBODY].sort((a) => (a === 'owner' ? 1 : -1))) {
      const { status, body, type } = await ask(route, row, who);
      got[who] = status;
      if (status >= 400) {
        expect(type).toContain('application/problem+json');
        expect(body).toMatchObject({
          status,
          type: expect.stringMatching(/^urn:/),
          code: expect.any(String),
          requestId: expect.any(String),
        });
      }
    }
    expect(got).toEqual(Object.fromEntries(EVERYBODY.map((who, at) => [who, row.expect[at]])));
  });

  it('refuses an invalid token before any other check', async () => {
    for (const [route, row] of Object.entries(TABLE)) {
      if (row.expect[0] !== 401 || route.startsWith('POST /api/auth')) continue;
      const [method = '', path = ''] = [route.split(' ')[0], address(route)];
      const { status } = await api.ask(method, path, {
        as: { token: 'nonsense' },
        ...(method === 'GET' ? {} : { raw: '{}' }),
      });
      expect([route, status]).toEqual([route, 401]);
    }
  });
});
