import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import type { BookView, PageView } from '#contracts/books.js';
import { readEvents } from '../support/sse.js';
import type { SseEvent } from '../support/sse.js';
import { startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';

const PAGES = 60;
const DEAR_PAGES = 12;
const VICTIMS = ['worker-1', 'temporal', 'postgres', 'api', 'worker-2'] as const;
/** Seed of the random moments; a failing run can be repeated with it. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 100_000);

describe(`the running stack, each part killed at a random moment (FAULT_SEED=${SEED})`, () => {
  let stack: RunningStack;
  let home: string;
  let token: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-chaos-'));
    stack = await startStack({ home, workers: 2, env: { RATE_LIMIT_PER_MINUTE: '100000' } });
    token = await signIn();
  });
  afterAll(async () => {
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function signIn(): Promise<string> {
    const account = stack.state().accounts.find(({ role }) => role === 'author')!;
    const body = JSON.stringify({ email: account.email, password: account.password });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${stack.url}/api/auth/login`, { method: 'POST', headers, body });
    return ((await response.json()) as { accessToken: string }).accessToken;
  }

  /** Asks until there is an answer: what an impatient person does. */
  async function ask<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
    for (const end = Date.now() + 180_000; ; await delay(150)) {
      try {
        const response = await fetch(stack.url + path, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...(key ? { 'idempotency-key': key } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (response.ok) return (await response.json()) as T;
        const text = await response.text();
        if (![409, 429, 503].includes(response.status))
          throw new Error(`${method} ${path}: ${response.status} ${text}`);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // TypeError: connection refused
      }
      if (Date.now() > end) throw new Error(`${method} ${path} had no answer for a minute`);
    }
  }

  async function submit(form: object): Promise<{ jobId: string; bookId: string }> {
    const key = `fault-${Math.random()}`;
    const book = await ask<BookView>('POST', '/api/books', form, key);
    const job = await ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', bookId: book.id }, key);
    return { jobId: job.id, bookId: book.id };
  }

  /** Watches a job's events as a browser does: reconnects with the last id until the stream ends. */
  async function watch(jobId: string): Promise<SseEvent[]> {
    const seen: SseEvent[] = [];
    for (const end = Date.now() + 200_000; Date.now() < end; await delay(100)) {
      const last = seen.at(-1)?.id;
      const part = await readEvents(
        `${stack.url}/api/jobs/${jobId}/events`,
        token,
        last === undefined ? {} : { lastEventId: last },
      ).catch(() => null);
      if (part) seen.push(...part);
      if (seen.some(({ data }) => data.type === 'job.state' && /completed|failed|canceled/.test(String(data['state']))))
        return seen;
    }
    throw new Error('The job did not end');
  }

  it('finishes every book: each page once, each call paid once, no gap in the events', async () => {
    const big = await submit({ theme: 'castle and dragons', pages: PAGES, seed: 7 });
    const dear = await submit({ theme: 'pirates', pages: DEAR_PAGES, provider: 'openai', wordsPerPage: 8, seed: 7 });
    const watching = Promise.all([watch(big.jobId), watch(dear.jobId)]);
    const random = randomOf(SEED);
    const killed: string[] = [];
    for (const name of VICTIMS) {
      await delay(200 + random() * 1_500);
      const pid = stack.state().processes.find((each) => each.name === name)?.pid;
      if (!pid) continue;
      process.kill(pid, 'SIGKILL');
      killed.push(name);
    }
    expect(killed).toEqual([...VICTIMS]);
    const [bigEvents, dearEvents] = await watching;

    for (const [{ jobId, bookId }, pages, events] of [
      [big, PAGES, bigEvents],
      [dear, DEAR_PAGES, dearEvents],
    ] as const) {
      const job = await ask<JobView>('GET', `/api/jobs/${jobId}`);
      expect([job.state, job.failure]).toEqual(['completed', null]);
      const { items } = await ask<{ items: PageView[] }>('GET', `/api/books/${bookId}/pages`);
      expect(items.map(({ art }) => art.length)).toEqual(Array(pages + 1).fill(1));
      expect(job.receipt).toMatchObject({ drawings: pages + 1, pagesMissing: [], pagesSkipped: [] });
      const files = await ask<{ items: ArtifactView[] }>('GET', `/api/jobs/${jobId}/artifacts`);
      expect(files.items.map(({ kind }) => kind)).toEqual(['interior-pdf', 'cover-pdf']);
      // what was watched through all restarts is exactly what is stored, in order
      const stored = await readEvents(`${stack.url}/api/jobs/${jobId}/events`, token);
      expect(events.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
      const drawn = stored
        .filter(({ data }) => data.type === 'page.state' && data['state'] === 'drawn')
        .map(({ data }) => data['number']);
      expect(drawn.length).toBe(new Set(drawn).size);
    }

    const restarted = stack
      .state()
      .processes.filter(({ restarts }) => restarts > 0)
      .map(({ name }) => name);
    expect([...VICTIMS].every((name) => restarted.includes(name))).toBe(true);
    await expectPaidOnce();
  }, 300_000);

  /** The provider's own book: no key was charged twice. */
  async function expectPaidOnce(): Promise<void> {
    const port = stack.state().processes.find(({ name }) => name === 'sandbox')?.port;
    const { calls } = (await (await fetch(`http://127.0.0.1:${port}/sandbox/calls`)).json()) as {
      calls: { idempotencyKey: string | null; chargedMicros: number }[];
    };
    const charged = calls.filter(({ chargedMicros }) => chargedMicros > 0).map(({ idempotencyKey }) => idempotencyKey);
    expect(charged.length).toBeGreaterThanOrEqual(DEAR_PAGES + 1);
    expect(charged.length).toBe(new Set(charged).size);
  }
});

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
