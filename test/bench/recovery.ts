import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import type { Bench } from './bench.js';
import { median } from './figures.js';
import type { Row } from './rows.js';

const ROUNDS = 3;
const WORKERS = 2;
const PATIENCE_MS = 120_000;
/** Between two kills: the supervisor waits longer before it restarts what dies again and again. */
const QUIET_MS = 4_000;

const KILLS: [what: string, parts: string[]][] = [
  ['nothing', []],
  ['one of two workers', ['worker-1']],
  ['both workers', ['worker-1', 'worker-2']],
  ['the api', ['api']],
  ['the Temporal server', ['temporal']],
  ['PostgreSQL', ['postgres']],
];

/** Seconds from the kill to the end, of every round. */
interface Recovered {
  what: string;
  /** Of a book that is asked for in that moment. */
  fresh: number[];
  /** Of the book that was being drawn. */
  working: number[];
}

/**
 * `kill -9` in the middle of a book, and another book of two pages asked for in that moment by somebody who tries
 * again until there is an answer: how long until each of them is done.
 */
export async function benchRecovery({ quick, say }: Bench): Promise<Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'colorbook-bench-'));
  const stack = await startStack({ home, workers: WORKERS, env: { RATE_LIMIT_PER_MINUTE: '1000000' } });
  try {
    const author = new Author(stack);
    await author.make(2);
    const rounds = quick ? 1 : ROUNDS;
    say(
      `After kill -9, whole stack with ${WORKERS} workers: until a new book and the book in work are done, ${rounds} rounds`,
    );
    const recovered: Recovered[] = [];
    for (const [what, parts] of KILLS) {
      const before = author.surprises;
      const each = { what, ...(await measure(author, stack, parts, rounds)) };
      const surprises = author.surprises - before;
      if (surprises > 0) say(`  ${what.padEnd(20)} ${surprises} answers were a 500`);
      say(`  ${what.padEnd(20)} new book ${asText(each.fresh)}; book of 40 pages in work ${asText(each.working)}`);
      recovered.push(each);
    }
    return rowsOf(recovered);
  } finally {
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function measure(
  author: Author,
  stack: RunningStack,
  parts: string[],
  rounds: number,
): Promise<Omit<Recovered, 'what'>> {
  const fresh: number[] = [];
  const working: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const jobId = await author.submit(40);
    await author.until(jobId, ({ progress }) => progress.done >= 6);
    const killed = performance.now();
    for (const part of parts) process.kill(stack.pid(part), 'SIGKILL');
    const since = (): number => (performance.now() - killed) / 1000;
    await Promise.all([
      author.make(2).then(() => fresh.push(since())),
      author.until(jobId, ({ state }) => state.startsWith('completed')).then(() => working.push(since())),
    ]);
    await delay(QUIET_MS);
  }
  return { fresh, working };
}

const asText = (seconds: number[]): string =>
  `median ${median(seconds).toFixed(1)} s, longest ${Math.max(...seconds).toFixed(1)} s`;

/** Each kill beside the same two books when nothing was killed. */
function rowsOf([nothing, ...kills]: Recovered[]): Row[] {
  const row = (kill: Recovered, key: 'fresh' | 'working', book: string): Row => ({
    what: `kill -9 of ${kill.what}: ${book} done`,
    figure: asText(kill[key]),
    beside: `nothing killed ${median(nothing![key]).toFixed(1)} s`,
    ratio: median(kill[key]) / median(nothing![key]),
  });
  return kills.flatMap((kill) => [row(kill, 'fresh', 'a new book'), row(kill, 'working', 'the book in work')]);
}

class Author {
  #token: string | undefined;
  /** Answers of 500, which are unexpected and which a person would retry. */
  surprises = 0;

  constructor(private readonly stack: RunningStack) {}

  async make(pages: number): Promise<void> {
    await this.until(await this.submit(pages), ({ state }) => state.startsWith('completed'));
  }

  async submit(pages: number): Promise<string> {
    const { id } = await this.#ask<BookView>('POST', '/api/books', { theme: 'forest animals', pages });
    return (await this.#ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', bookId: id })).id;
  }

  async until(jobId: string, holds: (job: JobView) => boolean): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(50))
      if (holds(await this.#ask<JobView>('GET', `/api/jobs/${jobId}`))) return;
    throw new Error(`Job ${jobId} did not get there within ${PATIENCE_MS / 1000} s`);
  }

  /** Retries, with one key, until there is an answer. */
  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const key = randomUUID();
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(50)) {
      const response = await this.#send(method, path, body, key).catch(() => null);
      if (response?.ok) return (await response.json()) as T;
      if (response?.status === 500) this.surprises += 1;
      if (response && ![401, 409, 500, 503].includes(response.status))
        throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      if (response?.status === 401) this.#token = undefined;
    }
    throw new Error(`${method} ${path} was not answered within ${PATIENCE_MS / 1000} s`);
  }

  async #send(method: string, path: string, body: object | undefined, key: string): Promise<Response> {
    this.#token ??= await this.#signIn();
    const headers = {
      authorization: `Bearer ${this.#token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    const signal = AbortSignal.timeout(10_000);
    return fetch(this.stack.url + path, { method, headers, signal, ...(body ? { body: JSON.stringify(body) } : {}) });
  }

  async #signIn(): Promise<string> {
    const { email, password } = this.stack.state().accounts.find(({ role }) => role === 'author')!;
    const body = JSON.stringify({ email, password });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.stack.url}/api/auth/login`, { method: 'POST', headers, body });
    return ((await response.json()) as { accessToken: string }).accessToken;
  }
}
