import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { submitBook } from '../support/books.js';
import type { BenchEngines } from './engines.js';
import { endAll, peakOf, startWorker } from './processes.js';

const SIZES = [1, 10, 100, 1_000];
const PAGES = 4;
const PROCESSES = 2;
const ASKING = 20;

type Platform = Parameters<typeof submitBook>[0];

/** Ever more books, all asked for at once; workers are started anew for each size. Time and memory per book must stay flat. */
export async function benchGrowth(engines: BenchEngines): Promise<string[]> {
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 8, name: 'bench' });
  const connection = await Connection.connect({ address: engines.env.TEMPORAL_ADDRESS });
  const platform = { db, client: new Client({ connection }) };
  const lines = [`Books × ${PAGES} pages, all asked for at once, ${PROCESSES} workers`];
  try {
    for (const books of SIZES) lines.push(await measure(engines, platform, books));
  } finally {
    await connection.close();
    await db.$disconnect();
  }
  return lines;
}

async function measure(
  engines: BenchEngines,
  platform: { db: Database; client: Client },
  books: number,
): Promise<string> {
  const workers = await Promise.all(Array.from({ length: PROCESSES }, () => startWorker(engines)));
  try {
    await makeBooks(platform, PROCESSES); // fonts and connections
    const seconds = await makeBooks(platform, books);
    const peak = Math.max(...workers.map(peakOf));
    return `  ${String(books).padStart(5)} books  ${seconds.toFixed(1).padStart(6)} s, ${((seconds / books) * 1000).toFixed(0).padStart(5)} ms a book; peak ${peak} MB a worker`;
  } finally {
    await endAll(workers);
  }
}

/** Seconds. Throws unless every book is done. */
async function makeBooks(platform: { db: Database; client: Client }, books: number): Promise<number> {
  const started = performance.now();
  const ids: string[] = [];
  let left = books;
  const lane = async (): Promise<void> => {
    while (left-- > 0) ids.push((await submitBook(platform as Platform, { pages: PAGES })).jobId);
  };
  await Promise.all(Array.from({ length: Math.min(books, ASKING) }, lane));
  await Promise.all(ids.map((id) => platform.client.workflow.getHandle(id).result()));
  const seconds = (performance.now() - started) / 1000;
  const done = await platform.db.job.count({ where: { id: { in: ids }, state: 'completed' } });
  if (done !== books) throw new Error(`${done} of ${books} books were done`);
  return seconds;
}
