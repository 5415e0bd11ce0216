import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { JwtService } from '@nestjs/jwt';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { appendEvent } from '#events/event-log.js';
import type { EngineBench } from './bench.js';
import type { BenchEngines } from './engines.js';
import { startBenchApi } from './job-list.js';
import { cpuOf, memoryOf } from './process-use.js';
import type { Row } from './rows.js';
import type { StreamsReport } from './stream-readers.js';

const READERS = [1_000, 5_000];
const EVENTS_PER_SECOND = 200;
const QUICK_READERS = [100, 500];
const SECONDS = 10;

/** Authors who watch their work, each over a stream of their own at one api process, while events rain on all of them. */
export async function benchStreams({ engines, quick, say }: EngineBench): Promise<Row[]> {
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 2, name: 'bench' });
  say(`Event streams, one api process, ${EVENTS_PER_SECOND} events a second over all readers for ${SECONDS} s`);
  const rows: Row[] = [];
  try {
    for (const count of quick ? QUICK_READERS : READERS)
      rows.push(await measure(engines, db, await authors(db, count), say));
  } finally {
    await db.$disconnect();
  }
  return rows;
}

async function authors(db: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await db.user.createMany({
    data: ids.map((id) => ({ id, email: `${id}@bench.local`, name: 'Reader', passwordHash: '' })),
  });
  return ids;
}

async function measure(engines: BenchEngines, db: Database, ids: string[], say: (line: string) => void): Promise<Row> {
  const api = await startBenchApi(engines);
  const readers = endWithParent(fork(join(import.meta.dirname, 'stream-readers.js'), { stdio: 'inherit' }));
  try {
    const opened = performance.now();
    readers.send({ url: `${api.url}/api/events`, tokens: ids.map((id) => tokenOf(engines, id)) });
    await once(readers, 'message'); // all are open
    const opening = (performance.now() - opened) / 1000;
    const before = cpuOf(api.pid);
    const sent = await rain(db, ids);
    const cpu = ((cpuOf(api.pid) - before) / SECONDS) * 100;
    const megabytes = memoryOf(api.pid);
    const { received, p50, p99, longest } = await report(readers);
    if (received !== sent) throw new Error(`${sent} events were written, ${received} reached their readers`);
    const cost = `api ${cpu.toFixed(0)} % of a core, ${megabytes.toFixed(0)} MB`;
    const delays = `from commit to reader p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`;
    say(
      `  ${String(ids.length).padStart(5)} readers: all open after ${opening.toFixed(1)} s; ${cost}; ${delays}; ${received} of ${sent} events, each once`,
    );
    return { what: `${ids.length} readers of events`, figure: `${cost}; p50 ${p50} ms, p99 ${p99} ms` };
  } finally {
    readers.kill();
    await api.stop();
  }
}

const tokenOf = (engines: BenchEngines, id: string): string =>
  new JwtService({ secret: engines.env['JWT_SECRET']! }).sign(
    { role: 'author' },
    { subject: id, algorithm: 'HS256', expiresIn: 900, issuer: 'colorbook-engine', audience: 'colorbook-api' },
  );

/** Gives how many were written. */
async function rain(db: Database, ids: string[]): Promise<number> {
  let sent = 0;
  for (let second = 0; second < SECONDS; second += 1) {
    const until = performance.now() + 1000;
    for (let at = 0; at < EVENTS_PER_SECOND; at += 1, sent += 1) {
      const id = ids[(sent * 7) % ids.length]!;
      await appendEvent(db, { id, ownerId: id }, { type: 'job.progress', done: at, total: EVENTS_PER_SECOND });
    }
    await delay(Math.max(0, until - performance.now()));
  }
  return sent;
}

async function report(readers: ChildProcess): Promise<StreamsReport> {
  await delay(2_000);
  readers.send({ report: true });
  return ((await once(readers, 'message')) as [StreamsReport])[0];
}
