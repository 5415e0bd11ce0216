import { createRequire } from 'node:module';
import { validateResponse } from '@bull-board/api/dist/validation.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { PermanentFailure } from '#failures/failure.js';
import { eventually } from '../support/stack.js';

interface Route {
  method: string | string[];
  route: string | string[];
}
const { appRoutes } = createRequire(import.meta.url)('@bull-board/api/dist/routes.js') as {
  appRoutes: { entryPoint: Route; api: Route[] };
};
const list = (value: string | string[]): string[] => [value].flat();

/** Every route of the board, what it is asked with, and the answer that is due: nothing is acted on. */
const ROUTES: Record<string, { body?: unknown; expect: number }> = {
  'get /': { expect: 200 },
  'get /metrics-history': { expect: 200 },
  'get /job-schedulers': { expect: 200 },
  'get /queue/:queueName': { expect: 200 },
  'get /queue/:queueName/:jobId': { expect: 200 },
  'get /api/redis/stats': { expect: 403 },
  'get /api/queues': { expect: 200 },
  'get /api/job-schedulers': { expect: 200 },
  'get /api/queues/:queueName/metrics': { expect: 200 },
  'get /api/queues/:queueName/default-job-options': { expect: 200 },
  'get /api/queues/:queueName/workers': { expect: 200 },
  'get /api/queues/:queueName/rate-limit': { expect: 200 },
  'get /api/queues/:queueName/job-data-schema': { expect: 200 },
  'put /api/queues/pause': { expect: 200 },
  'put /api/queues/resume': { expect: 200 },
  'get /api/queues/:queueName/:jobId/logs': { expect: 200 },
  'get /api/queues/:queueName/:jobId/flow': { expect: 200 },
  'get /api/queues/:queueName/:jobId': { expect: 200 },
  'post /api/queues/:queueName/add': { body: { name: 'x', data: {}, options: {} }, expect: 405 },
  'put /api/queues/:queueName/retry/:queueStatus': { expect: 405 },
  'put /api/queues/:queueName/promote': { expect: 405 },
  'put /api/queues/:queueName/clean/:queueStatus': { expect: 405 },
  'put /api/queues/:queueName/pause': { expect: 405 },
  'put /api/queues/:queueName/resume': { expect: 405 },
  'put /api/queues/:queueName/concurrency': { body: { concurrency: 3 }, expect: 405 },
  'put /api/queues/:queueName/rate-limit': { body: { max: 1, duration: 1000 }, expect: 405 },
  'put /api/queues/:queueName/rate-limit/release': { expect: 405 },
  'put /api/queues/:queueName/empty': { expect: 405 },
  'put /api/queues/:queueName/obliterate': { expect: 405 },
  'put /api/queues/:queueName/job-schedulers/:schedulerId/remove': { expect: 405 },
  'patch /api/queues/:queueName/job-schedulers/:schedulerId': { body: { every: 1000 }, expect: 405 },
  'put /api/queues/:queueName/job-schedulers/:schedulerId/run': { expect: 405 },
  'put /api/queues/:queueName/:jobId/retry': { expect: 405 },
  'put /api/queues/:queueName/:jobId/clean': { expect: 405 },
  'put /api/queues/:queueName/:jobId/promote': { expect: 405 },
  'patch /api/queues/:queueName/:jobId/update-data': { body: { jobData: {} }, expect: 405 },
  'patch /api/queues/:queueName/:jobId/delay': { body: { delay: 1 }, expect: 400 },
  'patch /api/queues/:queueName/:jobId/priority': { body: { priority: 1 }, expect: 405 },
  'put /api/queues/:queueName/:jobId/remove-unprocessed-children': { expect: 405 },
};

interface BoardQueue {
  name: string;
  counts: Record<string, number>;
  jobs: { id: string; name: string; failedReason?: string; isFailed: boolean; data: Record<string, unknown> }[];
  readOnlyMode: boolean;
  hasWorkers: boolean;
}

const refuse = (): void => {
  throw new PermanentFailure('content-refused', 'no');
};

describe('bull-board over Temporal', () => {
  let platform: Platform;
  let api: Api;
  const artist = new QuickIllustrator();
  const jobs: Record<'completed' | 'parked' | 'terminated', string> = { completed: '', parked: '', terminated: '' };

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform, { TEMPORAL_UI_URL: 'http://127.0.0.1:1' });
    jobs.completed = (await submitBook(platform, { pages: 1 })).jobId;
    await waitForState(platform, jobs.completed, 'completed');
    artist.misbehave = refuse;
    for (const which of ['parked', 'terminated'] as const) {
      jobs[which] = (await submitBook(platform, { pages: 1 })).jobId;
      await waitForState(platform, jobs[which], 'needs-attention');
    }
    await api.ask('POST', `/api/support/jobs/${jobs.terminated}/acts`, {
      as: 'support',
      body: { action: 'terminate', reason: 'a test' },
    });
    await eventually('visibility shows all three', async () => {
      const { counts } = await generateBook(await cookieOf('support'));
      return counts['completed'] === 1 && counts['delayed'] === 1 && counts['failed'] === 1;
    });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  async function cookieOf(as: 'support' | 'admin'): Promise<string> {
    const { status, headers } = await api.ask('POST', '/api/support/board-session', { as });
    expect(status).toBe(204);
    return headers.get('set-cookie')!.split(';')[0]!;
  }
  const board = (method: string, path: string, cookie?: string, body?: unknown, headers: Record<string, string> = {}) =>
    api.ask(method.toUpperCase(), `/admin/queues${path}`, {
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  async function generateBook(cookie: string, query = ''): Promise<BoardQueue> {
    const { body } = await board('get', `/api/queues?activeQueue=generateBook${query}`, cookie);
    return (body as unknown as { queues: BoardQueue[] }).queues.find(({ name }) => name === 'generateBook')!;
  }
  /** Waits: the board asks Temporal for one state after another, so a job that moves meanwhile is in none of its lists. */
  async function idOf(cookie: string, jobId: string): Promise<string> {
    let found: string | undefined;
    await eventually('the board lists the job', async () => {
      found = (await generateBook(cookie)).jobs.find(({ id }) => id.startsWith(jobId))?.id;
      return found !== undefined;
    });
    return found!;
  }

  it('has a row here for every route of the library', () => {
    const all = [appRoutes.entryPoint, ...appRoutes.api].flatMap(({ method, route }) =>
      list(method).flatMap((verb) => list(route).map((path) => `${verb} ${path}`)),
    );
    expect(all.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('shows workflow types as queues and executions as jobs by state', async () => {
    const cookie = await cookieOf('support');
    const queue = await generateBook(cookie);
    expect(queue).toMatchObject({
      counts: { active: 0, waiting: 0, delayed: 1, paused: 0, completed: 1, failed: 1 },
      hasWorkers: true,
    });
    for (const [status, jobId] of [
      ['completed', jobs.completed],
      ['delayed', jobs.parked],
      ['failed', jobs.terminated],
    ] as const) {
      const { jobs: found } = await generateBook(cookie, `&status=${status}`);
      expect(found.map(({ id }) => id.split('.')[0])).toEqual([jobId]);
    }
    const [failed] = (await generateBook(cookie, '&status=failed')).jobs;
    expect(failed).toMatchObject({ isFailed: true, failedReason: expect.stringContaining('terminated') });
    expect((await generateBook(cookie, '&status=completed&page=2&jobsPerPage=1')).jobs).toEqual([]);
    const { body } = await board('get', '/api/queues', cookie);
    const { queues } = body as unknown as { queues: BoardQueue[] };
    expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
      ['generateBook', true],
      ['exportBook', true],
      ['syncBook', true],
      ['bulkAct', true],
      ['watchdog', true],
    ]);
  });

  it('shows one job with its input, its end and its history in words', async () => {
    const cookie = await cookieOf('admin');
    const id = await idOf(cookie, jobs.terminated);
    const { body } = await board('get', `/api/queues/generateBook/${id}`, cookie);
    expect(body).toMatchObject({
      status: 'failed',
      job: { failedReason: 'terminated: Support: a test', data: { input: [{ jobId: jobs.terminated }] } },
    });
    const logs = (await board('get', `/api/queues/generateBook/${id}/logs`, cookie)).body as unknown as string[];
    expect(logs[0]).toContain('workflow execution started');
    expect(logs.some((line) => line.includes('activity task scheduled  drawPages'))).toBe(true);
    expect((await board('get', `/api/queues/exportBook/${id}`, cookie)).status).toBe(404);
  });

  it.each(Object.entries(ROUTES))(
    '%s answers as it should, and never with a 500',
    async (route, { body, expect: due }) => {
      const cookie = await cookieOf('support');
      const id = await idOf(cookie, jobs.parked);
      const [method = '', path = ''] = route.split(' ');
      const address = path
        .replace(':queueName', 'generateBook')
        .replace(':jobId', id)
        .replace(':queueStatus', 'completed')
        .replace(':schedulerId', 'x');
      const answer = await board(method, address, cookie, body);
      expect([route, answer.status, answer.status === due ? '' : answer.body]).toEqual([route, due, '']);
      const known = appRoutes.api.find((each) => list(each.method).includes(method) && list(each.route).includes(path));
      // throws where the answer is not of the library's own shape
      if (known && due === 200)
        expect(validateResponse(known as never, { status: 200, body: answer.body }).status ?? 200).toBe(200);
    },
  );

  it('acts on nothing: a retry takes a reason and shows its cost first, at the desk', async () => {
    const cookie = await cookieOf('support');
    const id = await idOf(cookie, jobs.parked);
    const before = await platform.db.auditEntry.count();
    for (const path of ['promote', 'retry/failed', `${id}/promote`, `${id}/retry`, `${id}/clean`])
      expect([path, (await board('put', `/api/queues/generateBook/${path}`, cookie)).status]).toEqual([path, 405]);
    expect(await platform.db.job.count({ where: { retryOfId: { not: null } } })).toBe(0);
    expect(await platform.db.job.findUnique({ where: { id: jobs.parked } })).toMatchObject({
      state: 'needs-attention',
    });
    expect(await platform.db.auditEntry.count()).toBe(before);
  });

  it('admits only staff with the board’s own cookie, and accepts no action from another site', async () => {
    expect((await board('get', '/api/queues')).status).toBe(401);
    const page = await board('get', '/', undefined, undefined, { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([401, expect.stringContaining('text/html')]);
    for (const as of ['author', 'finance'] as const)
      expect((await api.ask('POST', '/api/support/board-session', { as })).status).toBe(403);
    const bearer = await api.signIn('support');
    expect((await board('get', '/api/queues', `colorbook_board=${bearer}`)).status).toBe(401);
    const cookie = await cookieOf('support');
    expect((await api.ask('GET', '/api/support/jobs', { as: { token: cookie.split('=')[1]! } })).status).toBe(401);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }])
      expect((await board('put', '/api/queues/pause', cookie, undefined, headers as never)).status).toBe(403);
  });

  it('serves its page with everything it needs from here', async () => {
    const { body, headers } = await board('get', '/', await cookieOf('support'));
    const html = body as unknown as string;
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, file] of html.matchAll(/(?:src|href)="(static\/[^"]+)"/g))
      expect((await board('get', `/${file}`, await cookieOf('support'))).status).toBe(200);
  });
});
