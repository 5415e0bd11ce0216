import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#contracts/auth.js';
import { PASSWORD, startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { operationsOf, sample } from '../support/open-api.js';
import type { Operation } from '../support/open-api.js';
import { addressOf, makeOwnedThings } from '../support/owned-things.js';
import type { OwnedThings } from '../support/owned-things.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const MARK = 'zebra-crossing-7311';
const AT_ONCE = 6;
const GROUP = 15;
const ROLES = ['author', 'support', 'finance', 'admin'];
type Who = 'anon' | 'stranger' | Exclude<Role, 'author'>;
const OTHERS: Who[] = ['anon', 'stranger', 'support', 'finance', 'admin'];

/** Who besides the owner may reach a real thing; a route that is named nowhere here is its owner's alone. */
const MAY: [route: RegExp, who: Who[]][] = [
  [/ \/api\/jobs\/\{id\}(\/(events|pause|resume|cancel|retry|pages\/.*))?$/, ['support', 'admin']],
  [/^GET \/api\/batches\/\{id\}(\/items)?$/, ['support', 'admin']],
  [/^GET \/api\/support\/customers\/\{id\}\/billing$/, ['support', 'finance', 'admin']],
  [/^POST \/api\/support\/customers\/\{id\}\/grants$/, ['support', 'finance', 'admin']],
  [/ \/api\/support\/views\/\{id\}$/, ['support']],
  [/ \/api\/support\/(?!customers)/, ['support', 'admin']],
  [/ \/api\/monitoring\/errors\//, ['support', 'admin']],
  [/ \/api\/monitoring\/alerts\//, ['support', 'finance', 'admin']],
  [/ \/api\/monitoring\/alert-rules\//, ['admin']],
  [/^POST \/api\/finance\/payments\/\{id\}\/refunds$/, ['support', 'finance', 'admin']],
  [/ \/api\/finance\//, ['finance', 'admin']],
  [/ \/api\/admin\//, ['admin']],
];
/** Bodies that would do something; the others are the smallest that fit. */
const BODIES: Record<string, unknown> = {
  // its guard looks at these two first
  'POST /api/auth/login': { email: 'finance@test.local', password: PASSWORD },
  'PATCH /api/books/{id}': { title: 'x' },
  'PATCH /api/books/{id}/pages/{number}': { text: 'x' },
  'POST /api/books/{id}/pages/{number}/touch-up': {
    strokes: [{ tool: 'brush', size: 2, points: [10, 10, 20, 20] }],
  },
};
/** Without a Google beside it, the platform says so before it looks at any book; test/e2e/drive has one. */
const SAYS_NO_FIRST: Record<string, number> = { 'PUT /api/drive/books/{bookId}': 409 };
const mayOf = (route: string): Who[] => MAY.find(([pattern]) => pattern.test(route))?.[1] ?? [];

describe('rights over things that are there', () => {
  let platform: Platform;
  let api: Api;
  let things: OwnedThings;
  let operations: Operation[];
  let tokens: Record<Who | 'owner', string | undefined>;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    const idOf = async (role: Role) =>
      (await platform.db.user.findUniqueOrThrow({ where: { email: `${role}@test.local` } })).id;
    things = await makeOwnedThings(platform, await idOf('author'), await idOf('support'), MARK);
    operations = await operationsOf(api);
    tokens = {
      anon: undefined,
      owner: await api.signIn('author'),
      stranger: (await api.register('stranger@test.local')).accessToken,
      support: await api.signIn('support'),
      finance: await api.signIn('finance'),
      admin: await api.signIn('admin'),
    };
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  async function ask(
    operation: Operation,
    who: Who | 'owner',
    body: unknown = operation.body ? (BODIES[operation.route] ?? sample(operation.body)) : undefined,
  ) {
    const stop = new AbortController();
    const required = operation.query
      .filter((each) => each.required)
      .map(({ name, schema }) => [name, String(sample(schema))]);
    const query =
      required.length > 0
        ? `?${new URLSearchParams(Object.fromEntries(required) as Record<string, string>).toString()}`
        : '';
    const token = tokens[who];
    const response = await fetch(api.url + addressOf(operation.route, things) + query, {
      method: operation.method,
      signal: stop.signal,
      headers: {
        'if-match': '1',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const isStream = (response.headers.get('content-type') ?? '').includes('event-stream');
    const text = isStream ? '' : await response.text();
    stop.abort();
    return { status: response.status, text };
  }

  it('hold at every route with an id: nothing for strangers and other roles, and nothing in messages', async () => {
    const routes = operations.filter(({ path }) => path.includes('{') && !path.includes('{month}'));
    const leaks: string[] = [];
    const locked: string[] = [];
    let cells = 0;
    for (const operation of routes)
      for (const who of OTHERS) {
        const may = mayOf(operation.route).includes(who);
        // what may be done would change the thing for those who ask after
        if (may && operation.method !== 'GET') continue;
        const { status, text } = await ask(operation, who);
        cells += 1;
        const turnedAway = [401, 403, 404, SAYS_NO_FIRST[operation.route]].includes(status);
        if (may && turnedAway && status !== 404) locked.push(`${operation.route} ${who} ${status}`);
        if (!may && (!turnedAway || text.includes(MARK))) leaks.push(`${operation.route} ${who} ${status}`);
        if (who === 'anon' && status !== 401) leaks.push(`${operation.route} anon ${status}`);
      }
    console.info(`${cells} cells at ${routes.length} routes, leaks ${leaks.length}`);
    expect(leaks).toEqual([]);
    expect(locked).toEqual([]);
  });

  it('are there: their owner reads each of them, so that the others were refused for who they are', async () => {
    const owners = operations.filter(
      ({ method, path, route }) =>
        method === 'GET' &&
        path.includes('{') &&
        !path.includes('{month}') &&
        !/\/(support|finance|monitoring|admin)\//.test(route) &&
        !/\/drive\/|preflight/.test(path),
    );
    const missing: string[] = [];
    for (const operation of owners) {
      const { status } = await ask(operation, 'owner');
      if (status >= 300) missing.push(`${operation.route} ${status}`);
    }
    expect(owners.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('are kept where an id comes in a body, and in every list', async () => {
    const book = things.book;
    const as = { token: tokens.stranger! };
    const before = await platform.db.page.findMany({ where: { bookId: book }, orderBy: { number: 'asc' } });
    const edit = {
      id: '5b8b1a52-9f0f-4a3e-8d2f-6a1c7c3a1b02',
      bookId: book,
      page: 1,
      base: { text: MARK },
      changes: { text: 'mine now' },
    };
    const tries = [
      await api.ask('POST', '/api/jobs', { as, body: { kind: 'generate-book', bookId: book } }),
      await api.ask('POST', '/api/jobs', { as, body: { kind: 'export-book', bookId: book } }),
      await api.ask('POST', '/api/jobs', { as, body: { kind: 'sync-drive', bookId: book } }),
      await api.ask('POST', '/api/batches', { as, body: { kind: 'export', bookIds: [book] } }),
      await api.ask('PUT', `/api/drive/books/${book}`, { as, body: { on: true } }),
    ];
    expect(tries.every(({ status }) => [404, 409, 422].includes(status))).toBe(true);
    const synced = await api.ask<{ results: { outcome: string }[] }>('POST', '/api/sync', {
      as,
      body: { clientId: edit.id, cursor: null, edits: [edit] },
    });
    expect(synced.body.results.map(({ outcome }) => outcome)).toEqual(['refused']);
    expect(JSON.stringify([...tries.map(({ body }) => body), synced.body])).not.toContain(MARK);
    const lists = operations.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{') && path !== '/api/events',
    );
    for (const list of lists)
      expect([list.route, (await ask(list, 'stranger')).text.includes(MARK)]).toEqual([list.route, false]);
    expect(await platform.db.page.findMany({ where: { bookId: book }, orderBy: { number: 'asc' } })).toEqual(before);
    expect(await platform.db.job.count({ where: { bookId: book } })).toBe(1);
  });

  it('can’t be gained by an unexpected field: every field of every answer, sent to every route', async () => {
    const fields = new Map<string, unknown>([
      ['ownerId', things.owner],
      ['userId', things.owner],
      ['passwordHash', 'x'],
      ['isAdmin', true],
      ['verifiedAt', '2026-01-01T00:00:00Z'],
      ['deletedAt', null],
    ]);
    for (const operation of operations.filter(
      ({ method, path }) => method === 'GET' && !/events$|metrics|health|jsonl/.test(path),
    ))
      for (const who of ['owner', 'support', 'finance', 'admin'] as const) {
        const { text } = await ask(operation, who);
        if (text.startsWith('{')) collect(JSON.parse(text) as unknown, fields);
      }
    const before = await platform.db.user.findMany({ orderBy: { id: 'asc' } });
    const routes = operations.filter(({ body }) => body?.properties);
    // a refusal names every field that it does not know: twenty at once can be distinguished
    const cases = routes.flatMap((operation) => {
      const strange = [...fields].filter(([name]) => !(name in operation.body!.properties!));
      return Array.from({ length: Math.ceil(strange.length / GROUP) }, (_, at) => ({
        operation,
        some: strange.slice(at * GROUP, (at + 1) * GROUP),
      }));
    });
    const accepted: string[] = [];
    let turn = 0;
    const left = cases.values();
    const work = async (): Promise<void> => {
      for (const { operation, some } of left) {
        const body = {
          ...((BODIES[operation.route] ?? sample(operation.body!)) as object),
          ...Object.fromEntries(some),
        };
        // six right passwords of one account at once are one too many
        if ('password' in body && operation.path.endsWith('/login'))
          Object.assign(body, { email: `${ROLES[(turn += 1) % ROLES.length]}@test.local` });
        const { status, text } = await ask(operation, operation.path.includes('/api/auth') ? 'anon' : 'admin', body);
        for (const [name] of some)
          if (status !== 422 || !text.includes(`\\"${name}\\"`)) accepted.push(`${operation.route} ${name} ${status}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    console.info(
      `${fields.size} fields at ${routes.length} routes: ${cases.reduce((sum, { some }) => sum + some.length, 0)} cells, accepted ${accepted.length}`,
    );
    expect(fields.size).toBeGreaterThan(60);
    expect(accepted).toEqual([]);
    expect(await platform.db.user.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });
});

/** Every name with a value that it had. */
function collect(value: unknown, fields: Map<string, unknown>): void {
  if (Array.isArray(value)) return value.slice(0, 2).forEach((each) => collect(each, fields));
  if (value === null || typeof value !== 'object') return;
  for (const [name, each] of Object.entries(value)) {
    if (/^[a-zA-Z]\w*$/.test(name) && name !== 'constructor') fields.set(name, each);
    collect(each, fields);
  }
}
