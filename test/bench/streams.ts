import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { JwtService } from '@nestjs/jwt';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { appendEvent } from '#jobs/event-log.js';
import type { BenchEngines } from './engines.js';
import { startBenchApi } from './job-list.js';
import type { StreamsReport } from './stream-readers.js';

const READERS = [1_000, 5_000];
const EVENTS_PER_SECOND = 200;
const SECONDS = 10;
/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Authors who watch their work, each over a stream of their own at one api process, while events rain on all of them. */
export async function benchStreams(engines: BenchEngines): Promise<string[]> {
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 2, name: 'bench' });
  const lines = [
    `Event streams, one api process, ${EVENTS_PER_SECOND} events a second over all readers for ${SECONDS} s`,
  ];
  try {
    for (const count of READERS) lines.push(await measure(engines, db, await authors(db, count)));
  } finally {
    await db.$disconnect();
  }
  return lines;
}

async function authors(db: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await db.user.createMany({
    data: ids.map((id) => ({ id, email: `${id}@bench.local`, name: 'Reader', passwordHash: '' })),
  });
  return ids;
}

async function measure(engines: BenchEngines, db: Database, ids: string[]): Promise<string> {
  const api = await startBenchApi(engines);
  const readers = fork(join(import.meta.dirname, 'stream-readers.js'), { stdio: 'inherit' });
  try {
    const opened = performance.now();
    readers.send({ url: `${api.url}/api/events`, tokens: ids.map((id) => tokenOf(engines, id)) });
    await once(readers, 'message'); // all are open
    const opening = (performance.now() - opened) / 1000;
    const before = usedBy(api.pid);
    const sent = await rain(db, ids);
    const after = usedBy(api.pid);
    const { received, p50, p99, longest } = await report(readers);
    if (received !== sent) throw new Error(`${sent} events were written, ${received} reached their readers`);
    const cpu = ((after.seconds - before.seconds) / SECONDS) * 100;
    return (
      `  ${String(ids.length).padStart(5)} readers: all open after ${opening.toFixed(1)} s; api ${cpu.toFixed(0)} % of a core, ` +
      `${after.megabytes.toFixed(0)} MB; from commit to reader p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms; ` +
      `${received} of ${sent} events, each once`
    );
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

/** Time on a processor and resident memory of a process; Linux only. */
function usedBy(pid: number): { seconds: number; megabytes: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
  };
}
