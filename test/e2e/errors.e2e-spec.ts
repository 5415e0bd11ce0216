import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorGroupView } from '#contracts/monitoring.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

const SECRET = 'sk_live_51HxAbCdEfGhIjKl';

describe('unhandled errors', () => {
  const artist = new QuickIllustrator();
  const sent: string[] = [];
  const sentry = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      sent.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
      response.end('{}');
    });
  });
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    await new Promise<void>((resolve) => sentry.listen(0, '127.0.0.1', resolve));
    platform = await startPlatform({
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform, {
      SENTRY_DSN: `http://public@127.0.0.1:${(sentry.address() as AddressInfo).port}/1`,
      RELEASE: '9.9.9',
    });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    sentry.close();
  });

  const list = async (state = 'open'): Promise<ErrorGroupView[]> =>
    (await api.ask<{ items: ErrorGroupView[] }>('GET', `/api/monitoring/errors?state=${state}`, { as: 'support' })).body
      .items;
  const found = async (holds: (group: ErrorGroupView) => boolean): Promise<ErrorGroupView> => {
    await eventually('the error is there', async () => (await list()).some(holds));
    return (await list()).find(holds)!;
  };
  /** A route whose table is missing fails with an unhandled error. */
  async function breakRoute(times: number): Promise<string> {
    await platform.db.$executeRawUnsafe(`ALTER TABLE "SavedView" RENAME TO "${SECRET}"`);
    let requestId = '';
    for (let time = 0; time < times; time += 1) {
      const { status, body } = await api.ask('GET', '/api/support/views', { as: 'support' });
      expect([status, body['code']]).toEqual([500, 'unexpected']);
      requestId = String(body['requestId']);
    }
    await platform.db.$executeRawUnsafe(`ALTER TABLE "${SECRET}" RENAME TO "SavedView"`);
    return requestId;
  }
  const ofViews = ({ place }: ErrorGroupView): boolean => place === 'GET /api/support/views';

  it('of the api are one group, counted, with the route, the person once, and the newest request', async () => {
    const requestId = await breakRoute(3);
    await eventually('all three are counted', async () => (await found(ofViews)).count === 3);
    const group = await found(ofViews);
    expect(group).toMatchObject({ source: 'api', release: '9.9.9', people: 1, state: 'open', requestId });
    expect(group.hours).toHaveLength(24);
    expect(group.hours.at(-1)! + group.hours.at(-2)!).toBe(3);
    expect(group.stack).toContain('views.service');
  });

  it('go to Sentry, too, with the request’s id and without secrets or names', async () => {
    await eventually('Sentry got them', () => sent.filter((each) => each.includes('"exception"')).length >= 3);
    const { requestId } = await found(ofViews);
    const event = sent.find((each) => each.includes(requestId!))!;
    expect(event).toContain('9.9.9');
    expect(event).toContain('GET /api/support/views');
    for (const text of sent) expect(text).not.toMatch(/sk_live_51|@test\.local|Bearer ey/);
    const id = (await platform.db.user.findFirstOrThrow({ where: { role: 'support' } })).id;
    for (const text of sent) expect(text).not.toContain(id);
  });

  it('of a worker name the activity and the workflow', async () => {
    artist.misbehave = () => {
      throw new TypeError(`Cannot read properties of undefined (reading 'ink') with ${SECRET}`);
    };
    const { jobId } = await submitBook(platform, { pages: 2 });
    const group = await found(({ source }) => source === 'worker');
    expect(group).toMatchObject({ name: 'TypeError', place: 'drawPages', workflowId: jobId });
    expect(group.message).toBe("Cannot read properties of undefined (reading 'ink') with [key]");
    artist.misbehave = () => undefined;
  });

  it('of the console are reported by the browser, bounded', async () => {
    const body = {
      name: 'RangeError',
      message: 'Too far',
      stack: 'RangeError: Too far\n at turn (http://x/assets/Book-AbCdEfGh.js:1:2)',
      page: 'preview',
    };
    expect((await api.ask('POST', '/api/monitoring/console-errors', { as: 'author', body })).status).toBe(204);
    expect(await found(({ source }) => source === 'console')).toMatchObject({ place: 'preview', people: 1 });
    const large = { ...body, stack: 'x'.repeat(8_001) };
    expect((await api.ask('POST', '/api/monitoring/console-errors', { as: 'author', body: large })).status).toBe(422);
  });

  it('are open again when a resolved one comes back; an ignored one stays away, and both are in the audit log', async () => {
    const { id } = await found(ofViews);
    const set = (state: string) => api.ask('PATCH', `/api/monitoring/errors/${id}`, { as: 'support', body: { state } });
    expect((await set('resolved')).status).toBe(200);
    expect((await list()).some(ofViews)).toBe(false);
    expect((await list('resolved')).some(ofViews)).toBe(true);
    await breakRoute(1);
    expect((await found(ofViews)).count).toBe(4);
    await set('ignored');
    await breakRoute(1);
    await eventually('it is counted', async () => (await list('ignored')).find(ofViews)?.count === 5);
    expect((await list()).some(ofViews)).toBe(false);
    const entries = await platform.db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
    expect(entries.map(({ act }) => act)).toEqual(['error-resolved', 'error-ignored']);
  });

  it('has no group for what was foreseen', async () => {
    const before = (await list()).length;
    await api.ask('GET', '/api/books/01a2075f-9156-7740-9e7c-6c23f5f26ac8', { as: 'author' });
    await api.ask('POST', '/api/jobs', { as: 'author', body: { kind: 'explode' } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await list()).length).toBe(before);
  });
});
