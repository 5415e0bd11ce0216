import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { countItems } from '#batches/complete-items.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { startBatchWorkflow } from '#temporal/start/start-batch.js';
import { submitBook } from '../support/books.js';
import type { EngineBench } from './bench.js';
import type { BenchEngines } from './engines.js';
import { timed } from './figures.js';
import { peakOf } from './process-use.js';
import { endAll, loopOver, startLoops, startWorker } from './processes.js';
import type { Row } from './rows.js';
import { ratioRow, valueRow } from './rows.js';

const BOOKS = 200;
const QUICK_BOOKS = 24;
const PAGES = 24;
const PROCESSES = 2;
/** Of the batch's window; the loop works on as many at once. */
const AT_ONCE = 16;
/** When another author submits one book. */
const OTHER_AFTER_MS = 10_000;
const QUICK_OTHER_AFTER_MS = 1_000;
const KILL_EVERY_MS = 4_000;
const MAX_BESIDE_LOOP = 1.1;
const MAX_FIRST_PAGE_S = 5;

type Platform = Parameters<typeof submitBook>[0];

/**
 * A batch of 200 books beside the same activities in a plain loop, and another author's one book in the middle of it; then
 * the same batch again while workers are killed (-9) all the time.
 */
export async function benchBatch({ engines, quick, say }: EngineBench): Promise<Row[]> {
  const books = quick ? QUICK_BOOKS : BOOKS;
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 4, name: 'bench' });
  const connection = await Connection.connect({ address: engines.env.TEMPORAL_ADDRESS });
  const platform = { db, client: new Client({ connection }) };
  const workers = await Promise.all(Array.from({ length: PROCESSES }, () => startWorker(engines)));
  // the loop's books have no workflow, which the watchdog would take for a loss
  await platform.client.workflow.getHandle('watchdog').terminate('benchmark');
  const loops = await startLoops(engines, PROCESSES);
  try {
    await loopOver(loops, await plainJobs(db, 10), AT_ONCE / PROCESSES);
    await runBatch(platform, 10);
    say(`A batch of ${books} books × ${PAGES} pages, ${PROCESSES} processes`);
    const jobs = await plainJobs(db, books);
    const loop = await timed(() => loopOver(loops, jobs, AT_ONCE / PROCESSES));
    say(`  plain loop        ${loop.toFixed(1)} s`);
    let firstPage = 0;
    const batch = await timed(async () => {
      const running = runBatch(platform, books);
      await delay(quick ? QUICK_OTHER_AFTER_MS : OTHER_AFTER_MS);
      firstPage = await firstPageOfAnother(platform);
      await running;
    });
    const peak = Math.max(...workers.map(({ pid }) => peakOf(pid!)));
    say(`  runBatch          ${batch.toFixed(1)} s, archive included; peak memory of a worker ${peak} MB`);
    let kills = 0;
    const killed = await timed(async () => {
      let over = false;
      const running = runBatch(platform, books).finally(() => (over = true));
      for (; !over; await Promise.race([delay(KILL_EVERY_MS), running])) {
        await replace(engines, workers, kills % PROCESSES);
        kills += 1;
      }
      await running;
    });
    say(
      `  with a worker killed (-9) every ${KILL_EVERY_MS / 1000} s, ${kills} times: ${killed.toFixed(1)} s, every book once`,
    );
    const what = `a batch of ${books} books × ${PAGES} pages`;
    const first = firstPage / 1000;
    return [
      ratioRow(
        {
          what,
          figure: `${batch.toFixed(1)} s with its archive`,
          beside: `plain loop ${loop.toFixed(1)} s`,
          ratio: batch / loop,
        },
        MAX_BESIDE_LOOP,
      ),
      {
        what: `${what}, a worker killed ${kills} times`,
        figure: `${killed.toFixed(1)} s`,
        beside: `nobody killed ${batch.toFixed(1)} s`,
        ratio: killed / batch,
      },
      valueRow(
        { what: "in its middle, another author's first page", figure: `${first.toFixed(1)} s` },
        first,
        MAX_FIRST_PAGE_S,
        's',
      ),
      { what: 'its peak memory of a worker', figure: `${peak} MB` },
    ];
  } finally {
    await endAll([...workers, ...loops]);
    await connection.close();
    await db.$disconnect();
  }
}

async function plainJobs(db: Database, count: number): Promise<string[]> {
  const jobs: string[] = [];
  for (let at = 0; at < count; at += 1)
    jobs.push((await submitBook({ db } as Platform, { pages: PAGES }, { start: false })).jobId);
  return jobs;
}

/** A batch of one author's books, to its end. Throws unless every book is done, once. */
async function runBatch({ db, client }: { db: Database; client: Client }, count: number): Promise<void> {
  const { ownerId, bookId, jobId } = await submitBook({ db } as Platform, { pages: PAGES }, { start: false });
  await db.job.delete({ where: { id: jobId } });
  const { form, print } = await db.book.findUniqueOrThrow({ where: { id: bookId } });
  const ids = Array.from({ length: count }, () => newId());
  await db.book.createMany({
    data: ids.map((id, at) => ({
      id,
      ownerId,
      title: `Book ${at}`,
      form: form as object,
      print: print as object,
      seed: at,
    })),
  });
  await db.page.createMany({
    data: ids.flatMap((id) => Array.from({ length: PAGES + 1 }, (_, number) => ({ id: newId(), bookId: id, number }))),
  });
  const batchId = newId();
  await db.batch.create({ data: { id: batchId, ownerId, kind: 'generate' } });
  await db.batchItem.createMany({
    data: ids.map((id, at) => ({ batchId, position: at + 1, bookId: id, jobId: newId() })),
  });
  await startBatchWorkflow(client, { id: batchId, ownerId, attempt: 1 });
  await client.workflow.getHandle(batchId).result();
  const { completed } = await countItems(db, batchId);
  const { zipSha256 } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  const drawn = await db.artVersion.count({ where: { page: { bookId: { in: ids } } } });
  if (completed !== count || !zipSha256 || drawn !== count * (PAGES + 1))
    throw new Error(`${completed} of ${count} books, ${drawn} drawings, archive ${zipSha256}`);
}

/** Milliseconds from the submit of one book by somebody else to its first page. */
async function firstPageOfAnother(platform: { db: Database; client: Client }): Promise<number> {
  const { jobId } = await submitBook(platform as Platform, { pages: PAGES, theme: 'under the sea' });
  await platform.client.workflow.getHandle(jobId).result();
  const { createdAt, firstPageAt } = await platform.db.job.findUniqueOrThrow({ where: { id: jobId } });
  return firstPageAt!.getTime() - createdAt.getTime();
}

async function replace(engines: BenchEngines, workers: ChildProcess[], at: number): Promise<void> {
  const victim = workers[at]!;
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
  workers[at] = await startWorker(engines);
}
