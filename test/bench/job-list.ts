import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase } from '#database/database.js';
import { anyFreePort } from '../../apps/stack/free-port.js';
import { seedDemoAccounts } from '../../prisma/seed.js';
import { newId } from '#database/ids.js';
import { eventually } from '../support/stack.js';
import type { BenchEngines } from './engines.js';

const JOBS = 5_000;
const CONNECTIONS = 16;
const SECONDS = 8;

/** Requests per second and latency of `GET /api/jobs?limit=20` by one author with many jobs, one API process. */
export async function benchJobList(engines: BenchEngines): Promise<string[]> {
  const account = { role: 'author' as const, email: 'bench@test.local', password: 'bench bench bench' };
  await seedDemoAccounts(engines.env.DATABASE_URL, [account]);
  await fill(engines.env.DATABASE_URL, account.email);
  const port = String(await anyFreePort());
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, ...engines.env, PORT: port, LOG_LEVEL: 'warn' };
  const api = spawn(process.execPath, [join(process.cwd(), 'dist/apps/api/main.js')], { env, stdio: 'inherit' });
  try {
    await eventually('the api is ready', () => fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false)); // prettier-ignore
    const { email, password } = account;
    const body = JSON.stringify({ email, password });
    const headers = { 'content-type': 'application/json' };
    const session = (await (await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })).json()) as {
      accessToken: string;
    };
    const ask = {
      url: `${url}/api/jobs?limit=20`,
      connections: CONNECTIONS,
      headers: { authorization: `Bearer ${session.accessToken}` },
    };
    await autocannon({ ...ask, duration: 2 });
    const { requests, latency, non2xx, errors } = await autocannon({ ...ask, duration: SECONDS });
    if (non2xx + errors > 0) throw new Error(`${non2xx} answers were no 200, ${errors} requests failed`);
    return [
      `GET /api/jobs?limit=20, ${JOBS} jobs in the table, ${CONNECTIONS} connections, ${SECONDS} s, one api process`,
      `  ${requests.average.toFixed(0)} requests/s, p50 ${latency.p50} ms, p99 ${latency.p99} ms`,
    ];
  } finally {
    api.kill('SIGTERM');
    if (api.exitCode === null) await once(api, 'exit');
  }
}

async function fill(databaseUrl: string, email: string): Promise<void> {
  const db = openDatabase({ url: databaseUrl, pool: 2, name: 'bench' });
  const { id: ownerId } = await db.user.findUniqueOrThrow({ where: { email } });
  const projects = Array.from({ length: JOBS }, (_, at) => ({
    id: newId(), ownerId, title: `Book ${at}`, form: { theme: 'x' }, print: {}, seed: at,
  })); // prettier-ignore
  await db.project.createMany({ data: projects });
  await db.job.createMany({
    data: projects.map(({ id: projectId }) => ({
      id: newId(), kind: 'generate-book', state: 'completed', ownerId, projectId, endedAt: new Date(),
      input: { ask: { kind: 'generate-book', projectId }, provider: 'built-in' }, done: 24, total: 24, step: 'done',
    })), // prettier-ignore
  });
  await db.$disconnect();
}
