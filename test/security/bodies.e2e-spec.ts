import { request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api.js';
import type { Answer, Api } from '../support/api.js';
import { operationsOf, sample } from '../support/open-api.js';
import type { Operation } from '../support/open-api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const MB = 1024 * 1024;
const HUGE = 64 * MB;
const ID = '01a2075f-9156-7740-9e7c-6c23f5f26ac8';
/** Bounds for two busy cores; what is measured is printed. */
const SLOWEST_MS = 1_000;
const LONGEST_LAG_MS = 150;
const MAX_GROWTH_MB = 200;
/** What takes too long is tried so often, and the fastest try counts: a busy machine is not slow each time. */
const TRIES = 6;

describe('bodies and headers that are too much', () => {
  let platform: Platform;
  let api: Api;
  let operations: Operation[];
  let token: string;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    operations = await operationsOf(api);
    token = await api.signIn('admin');
    for (let turn = 0; turn < 20; turn += 1) await api.ask('GET', '/api/jobs', { as: { token } });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const writing = () => operations.filter(({ body }) => body !== null);
  const pathOf = ({ path }: Operation) =>
    path
      .replace('{number}', '1')
      .replace('{month}', '2026-09')
      .replace(/\{\w+\}/g, ID);

  it('are refused at every route that takes a body, fast, and without a 5xx', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const nested = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const keys = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, at])));
    const times: number[] = [];
    const wrong: string[] = [];
    for (const operation of writing()) {
      const valid = sample(operation.body!) as object;
      const long = JSON.stringify(
        Object.fromEntries(Object.keys(operation.body!.properties ?? {}).map((name) => [name, 'x'.repeat(60_000)])),
      );
      const tooLong = `${JSON.stringify(valid).slice(0, -1)}${' '.repeat(5 * MB)}}`;
      const bodies = {
        deep,
        nested,
        keys,
        long: long.slice(0, 200_000) === long ? long : keys,
        tooLong,
        proto: '{"__proto__":{"role":"admin"}}',
        constructor: '{"constructor":{"prototype":{"role":"admin"}}}',
      };
      for (const [name, raw] of Object.entries(bodies)) {
        const send = () =>
          api
            .ask(operation.method, pathOf(operation), { as: { token }, raw, headers: { 'if-match': '1' } })
            .catch(cutOff);
        const [answer, took] = await leastOf(send, SLOWEST_MS);
        times.push(took);
        if (took > SLOWEST_MS) wrong.push(`${operation.route} ${name}: ${took.toFixed(0)} ms`);
        if (!isRefusal(answer) || JSON.stringify(answer.body).length > 20_000)
          wrong.push(`${operation.route} ${name}: ${answer.status}, ${JSON.stringify(answer.body).length} characters`);
      }
    }
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)]!;
    console.info(
      `${times.length} bodies at ${writing().length} routes: p50 ${times[times.length >> 1]!.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${times.at(-1)!.toFixed(1)} ms`,
    );
    expect(wrong).toEqual([]);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it('of 64 MB are rejected before they are read, whether they say their size or not, and memory stays flat', async () => {
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
    const times: number[] = [];
    try {
      for (const operation of writing().slice(0, 24))
        for (const sized of [true, false]) {
          const started = performance.now();
          const [status, sent] = await stream(api.url + pathOf(operation), operation.method, token, sized);
          times.push(performance.now() - started);
          expect([operation.route, sized, [401, 413, 422, 429, 404].includes(status)]).toEqual([
            operation.route,
            sized,
            true,
          ]);
          expect(sent).toBeLessThan(HUGE);
        }
    } finally {
      clearInterval(watch);
    }
    const grown = (highest - before) / MB;
    console.info(
      `${times.length} streams of 64 MB: slowest answer ${Math.max(...times).toFixed(1)} ms, memory grew by ${grown.toFixed(0)} MB at most`,
    );
    expect(grown).toBeLessThan(MAX_GROWTH_MB);
  });

  it('that bait patterns do not hold up the process, in a header, an address or a text', async () => {
    const long = 15_000;
    const baits = [
      'x'.repeat(long),
      ' '.repeat(long) + 'x',
      '\t '.repeat(long / 2) + 'x',
      ','.repeat(long),
      '='.repeat(long),
      ';'.repeat(long),
      'a@'.repeat(long / 2),
      '.'.repeat(long) + 'x',
      '../'.repeat(long / 3),
      '"'.repeat(long),
      '-'.repeat(long),
    ];
    const headers = [
      'authorization',
      'cookie',
      'x-request-id',
      'if-match',
      'if-none-match',
      'range',
      'accept',
      'accept-language',
      'idempotency-key',
      'traceparent',
      'content-type',
      'x-forwarded-for',
      'forwarded',
      'user-agent',
      'origin',
      'referer',
    ];
    const lag = monitorEventLoopDelay({ resolution: 1 });
    const slow: string[] = [];
    let worst = 0;
    const measure = async (what: string, ask: () => Promise<Answer>): Promise<void> => {
      const held = async (): Promise<[status: number, ms: number]> => {
        lag.reset();
        const { status } = await ask().catch(cutOff);
        await new Promise((resolve) => setTimeout(resolve, 2));
        return [status, lag.max / 1e6];
      };
      let [status, ms] = await held();
      // the machine may have been busy elsewhere; a pattern that holds up does so each time
      for (let again = 1; again < TRIES && ms > LONGEST_LAG_MS; again += 1) {
        const [, next] = await held();
        ms = Math.min(ms, next);
      }
      worst = Math.max(worst, ms);
      if (ms > LONGEST_LAG_MS || status >= 500) slow.push(`${what}: ${ms.toFixed(0)} ms, ${status}`);
    };
    lag.enable();
    for (const name of headers)
      for (const bait of baits)
        await measure(`${name} ${bait.slice(0, 3)}`, () =>
          api.ask('GET', '/api/jobs', {
            headers: {
              ...(name === 'authorization' ? {} : { authorization: `Bearer ${token}` }),
              [name]: name === 'authorization' ? bait : bait.trim(),
            },
          }),
        );
    for (const bait of baits) {
      const path = encodeURIComponent(bait).slice(0, long);
      await measure(`path ${bait.slice(0, 3)}`, () => api.ask('GET', `/api/${path}`, { as: { token } }));
      await measure(`cursor ${bait.slice(0, 3)}`, () => api.ask('GET', `/api/jobs?cursor=${path}`, { as: { token } }));
    }
    for (const { method, path, body } of [...writing()].filter(({ path: at }) => !at.includes('webhook'))) {
      const names = Object.keys(body?.properties ?? {});
      for (const bait of ['a'.repeat(50_000) + '!', ' '.repeat(50_000) + 'x', 'a@a.'.repeat(12_500)]) {
        const all = Object.fromEntries(names.slice(0, 4).map((name) => [name, bait]));
        await measure(`${path} ${bait.slice(0, 3)}`, () =>
          api.ask(
            method,
            path
              .replace('{number}', '1')
              .replace('{month}', '2026-09')
              .replace(/\{\w+\}/g, ID),
            { as: { token }, body: all, headers: { 'if-match': '1' } },
          ),
        );
      }
    }
    lag.disable();
    console.info(`longest time that the event loop stood still: ${worst.toFixed(1)} ms`);
    expect(slow).toEqual([]);
  });
});

/** The answer, and the time of the fastest try, of which there are more only while all took too long (ms). */
async function leastOf(send: () => Promise<Answer>, limit: number): Promise<[Answer, ms: number]> {
  let least = Infinity;
  for (let tried = 1; ; tried += 1) {
    const started = performance.now();
    const answer = await send();
    least = Math.min(least, performance.now() - started);
    if (least <= limit || tried === TRIES) return [answer, least];
  }
}

const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500;
/** Refused at once, a client that is still sending sees its connection closed. */
const cutOff = (error: unknown): Answer => ({
  status: /closed|reset|EPIPE/i.test(String((error as Error).cause ?? error)) ? 413 : 599,
  headers: new Headers(),
  body: {},
});

/** Sends until there is an answer, or 64 MB are out; `sized` says beforehand how much it will be. */
function stream(url: string, method: string, token: string, sized: boolean): Promise<[status: number, sent: number]> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-match': '1',
      ...(sized ? { 'content-length': HUGE } : {}),
    };
    const outgoing = request(url, { method, headers });
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let sent = 0;
    let isOver = false;
    const push = (): void => {
      while (!isOver && sent < HUGE) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', push);
      }
      if (!isOver) outgoing.end();
    };
    outgoing.on('response', (response) => {
      isOver = true;
      resolve([response.statusCode ?? 0, sent]);
      response.resume();
      outgoing.destroy();
    });
    outgoing.on('error', (error) => (isOver ? undefined : reject(error)));
    push();
  });
}
