import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { readExposition } from '../support/exposition.js';
import type { Exposition } from '../support/exposition.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';

/** A TCP proxy that can be shut: open connections are cut, new ones refused. */
class CuttableTcpProxy {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  port = 0;

  constructor(private readonly target: { host: string; port: number }) {}

  async open(): Promise<void> {
    if (this.server?.listening) return;
    this.server = createServer((socket) => {
      const through = connect(this.target);
      for (const each of [socket, through]) {
        this.sockets.add(each);
        each.on('error', () => undefined);
        each.on('close', () => [socket, through].forEach((end) => end.destroy()));
      }
      socket.pipe(through).pipe(socket);
    });
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async shut(): Promise<void> {
    if (!this.server?.listening) return;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise<void>((resolve) => this.server!.close(() => resolve()));
  }
}

describe('the API while a part is away', () => {
  let platform: Platform;
  let api: Api;
  let database: CuttableTcpProxy;
  let temporal: CuttableTcpProxy;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    const url = new URL(platform.databaseUrl);
    const [host = '', port = ''] = platform.temporalAddress.split(':');
    database = new CuttableTcpProxy({ host: url.hostname, port: Number(url.port) });
    temporal = new CuttableTcpProxy({ host, port: Number(port) });
    await database.open();
    await temporal.open();
    url.port = String(database.port);
    api = await startApi(platform, { DATABASE_URL: url.href, TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}` });
    await api.signIn('author');
  });
  afterAll(async () => {
    for (const proxy of [database, temporal]) await proxy?.open();
    await api?.stop();
    for (const proxy of [database, temporal]) await proxy?.shut();
    await platform?.stop();
  });

  const ready = async () => (await api.ask('GET', '/health/ready')).status;

  it('says 503 with Retry-After and a problem while PostgreSQL is away, stays alive, and recovers by itself', async () => {
    await database.shut();
    for (const path of ['/api/jobs', '/api/books', '/api/auth/me']) {
      const answer = await api.ask('GET', path, { as: 'author' });
      expect([path, answer.status, answer.body['code']]).toEqual([path, 503, 'database-unavailable']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await ready()).toBe(503);
    expect((await api.ask('GET', '/health/live')).status).toBe(200);
    await database.open();
    await eventually('ready again', async () => (await ready()) === 200);
    expect((await api.ask('GET', '/api/jobs', { as: 'author' })).status).toBe(200);
  });

  it('publishes metrics while PostgreSQL is away: its last figures, how old they are, and all that it counts itself', async () => {
    const scrape = async () => readExposition((await api.ask<string>('GET', '/metrics')).body);
    const age = (metrics: Exposition) => metrics.value('colorbook_platform_figures_age_seconds', { from: 'database' })!;
    const canceled = { kind: 'generate-book', state: 'canceled' };
    const before = await scrape();
    expect(before.value('colorbook_jobs', canceled)).toBe(0);
    await database.shut();
    await delay(11_000 - age(before) * 1000); // until the figures would be read anew
    const started = performance.now();
    const during = await scrape();
    expect(performance.now() - started).toBeLessThan(20_000); // requests do not wait for an unavailable database
    expect(age(during)).toBeGreaterThan(10);
    expect(during.value('colorbook_jobs', canceled)).toBe(0);
    expect(during.sum('colorbook_http_request_duration_seconds_count', { status: '5xx' })).toBeGreaterThan(0);
    await database.open();
    await eventually('fresh again', async () => age(await scrape()) < 5);
  });

  it('accepts jobs while Temporal is away and loses none; actions answer 503', async () => {
    const book = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: { theme: 'a cat', pages: 1 },
    });
    await temporal.shut();
    const body = { kind: 'generate-book', bookId: book.body.id };
    const accepted = await api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body,
      headers: { 'idempotency-key': newId() },
    });
    expect([accepted.status, accepted.body.state]).toEqual([202, 'queued']);
    const action = await api.ask('POST', `/api/jobs/${accepted.body.id}/pause`, { as: 'author' });
    expect([action.status, action.body['code']]).toEqual([503, 'temporal-unavailable']);
    expect(await ready()).toBe(503);
    await temporal.open();
    await eventually('ready again', async () => (await ready()) === 200);
    expect(await platform.db.job.count({ where: { id: accepted.body.id, state: 'queued' } })).toBe(1);
    const canceled = await api.ask<JobView>('POST', `/api/jobs/${accepted.body.id}/cancel`, { as: 'author' });
    expect(canceled.body.state).toBe('canceled');
  });

  it('holds little for a reader that does not read, and gives it everything when it does', async () => {
    const book = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: { theme: 'a cat', pages: 1 },
    });
    const { ownerId } = await platform.db.book.findUniqueOrThrow({ where: { id: book.body.id } });
    const jobId = newId();
    await platform.db.job.create({
      data: {
        id: jobId,
        kind: 'generate-book',
        ownerId,
        bookId: book.body.id,
        input: { ask: { kind: 'generate-book', bookId: book.body.id }, provider: 'built-in' },
      },
    });
    const stream = await openStream(`${api.url}/api/jobs/${jobId}/events`, await api.signIn('author'));
    stream.pause();
    const events = 20_000; // some 12 MB: it would show if they were queued
    const before = process.memoryUsage().rss;
    for (let batch = 0; batch < events / 500; batch += 1)
      await platform.db.$executeRaw`
        INSERT INTO "Event" ("subjectKind", "subjectId", "ownerId", "type", "data")
        SELECT 'job', ${jobId}::uuid, ${ownerId}::uuid, 'job.note', jsonb_build_object('message', repeat('x', 500) || n)
        FROM generate_series(1, 500) AS n`;
    await delay(2_500);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
    let seen = 0;
    let text = '';
    for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      seen += frames.filter((frame) => frame.startsWith('id: ')).length;
      if (seen === events) break;
    }
    expect(seen).toBe(events);
    stream.destroy();
  });
});

function openStream(url: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject);
  });
}
