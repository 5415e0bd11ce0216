import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { Result } from 'autocannon';
import { openDatabase } from '#database/database.js';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { anyFreePort } from '../../apps/stack/home/free-port.js';
import { seedDemoAccounts } from '../../prisma/seed.js';
import { newId } from '#database/ids.js';
import { eventually } from '../support/stack.js';
import type { EngineBench } from './bench.js';
import type { BenchEngines } from './engines.js';
import type { Row } from './rows.js';

export const JOBS = 10_000;
const CONNECTIONS = 16;
const SECONDS = 6;
const QUICK_SECONDS = 2;

export const PASSWORD = 'bench bench bench';
export const AUTHOR = { role: 'author' as const, email: 'bench@test.local', password: PASSWORD };
export const SUPPORT = { role: 'support' as const, email: 'bench-support@test.local', password: PASSWORD };

/** Answers are compressed for a browser, which takes its time, too. */
export const AS_A_BROWSER = { 'accept-encoding': 'gzip, deflate, br' };

/** What is asked, and by whom. */
const ASKED: [account: typeof AUTHOR | typeof SUPPORT, path: string][] = [
  [AUTHOR, '/api/jobs?limit=20'],
  [SUPPORT, '/api/support/jobs?limit=50'],
  [SUPPORT, '/api/support/jobs?limit=50&text=book%20999'],
  [SUPPORT, '/api/support/jobs/counts'],
];

/** Requests per second and latency of the job lists, with many jobs in the table and one API process. */
export async function benchJobList({ engines, quick, say }: EngineBench): Promise<Row[]> {
  await fillJobs(engines);
  const api = await startBenchApi(engines);
  try {
    const seconds = quick ? QUICK_SECONDS : SECONDS;
    say(`${JOBS} jobs in the table, ${CONNECTIONS} connections, ${seconds} s each, one api process`);
    const rows: Row[] = [];
    for (const [account, path] of ASKED) {
      const row = await measure(api.url, account, path, seconds);
      say(`  ${row.what.padEnd(50)} ${row.figure}; ${row.beside}`);
      rows.push(row);
    }
    return rows;
  } finally {
    await api.stop();
  }
}

/** Accounts and jobs; only once in a run. */
export async function fillJobs(engines: BenchEngines): Promise<void> {
  await seedDemoAccounts(engines.env.DATABASE_URL, [AUTHOR, SUPPORT]);
  await fill(engines.env.DATABASE_URL, AUTHOR.email);
}

/** One API process, as a deployment runs it. */
export async function startBenchApi(
  engines: BenchEngines,
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const port = String(await anyFreePort());
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, ...engines.env, PORT: port, LOG_LEVEL: 'warn' };
  const api = spawn(process.execPath, [join(process.cwd(), 'dist/apps/api/main.js')], { env, stdio: 'inherit' });
  endWithParent(api);
  await eventually('the api is ready', () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    url,
    pid: api.pid!,
    async stop() {
      api.kill('SIGTERM');
      if (api.exitCode === null) await once(api, 'exit');
    },
  };
}

/** An access token. */
export async function signIn(url: string, { email }: { email: string }): Promise<string> {
  const body = JSON.stringify({ email, password: PASSWORD });
  const login = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return ((await (await fetch(`${url}/api/auth/login`, login)).json()) as { accessToken: string }).accessToken;
}

async function measure(url: string, account: { email: string }, path: string, seconds: number): Promise<Row> {
  const token = await signIn(url, account);
  const load = async (more: Record<string, string>, duration: number) => {
    const headers = { authorization: `Bearer ${token}`, ...more };
    const result = await autocannon({ url: `${url}${path}`, connections: CONNECTIONS, headers, duration });
    const { non2xx, errors } = result;
    if (non2xx + errors > 0) throw new Error(`${non2xx} answers were no 200, ${errors} requests failed`);
    return result;
  };
  await load({}, 2);
  // there and back: a machine that slows down meanwhile does so for both
  const first = await load(AS_A_BROWSER, seconds / 2);
  const plain = [await load({}, seconds / 2), await load({}, seconds / 2)];
  const browser = [first, await load(AS_A_BROWSER, seconds / 2)];
  const speed = (of: Result[]): number => of.reduce((sum, { requests }) => sum + requests.average, 0) / of.length;
  const size = (of: Result[]): string =>
    `${(of.reduce((sum, { throughput }) => sum + throughput.total, 0) / of.reduce((sum, { requests }) => sum + requests.total, 0) / 1024).toFixed(1)} kB`;
  const [p50, p99] = (['p50', 'p99'] as const).map((at) => Math.max(...browser.map(({ latency }) => latency[at])));
  return {
    what: `GET ${path}`,
    figure: `${speed(browser).toFixed(0)} requests/s, p50 ${p50} ms, p99 ${p99} ms, ${size(browser)} each`,
    beside: `uncompressed ${speed(plain).toFixed(0)} requests/s, ${size(plain)}`,
    ratio: speed(plain) / speed(browser),
  };
}

async function fill(databaseUrl: string, email: string): Promise<void> {
  const db = openDatabase({ url: databaseUrl, pool: 2, name: 'bench' });
  const { id: ownerId } = await db.user.findUniqueOrThrow({ where: { email } });
  if ((await db.job.count({ where: { ownerId } })) >= JOBS) return db.$disconnect();
  const books = Array.from({ length: JOBS }, (_, at) => ({
    id: newId(),
    ownerId,
    title: `Book ${at}`,
    form: { theme: 'x' },
    print: {},
    seed: at,
  }));
  await db.book.createMany({ data: books });
  await db.job.createMany({
    data: books.map(({ id: bookId }) => ({
      id: newId(),
      kind: 'generate-book',
      state: 'completed',
      ownerId,
      bookId,
      endedAt: new Date(),
      input: { ask: { kind: 'generate-book', bookId }, provider: 'built-in' },
      done: 24,
      total: 24,
      step: 'done',
    })),
  });
  await db.$disconnect();
}
