import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { submitBook } from '../support/books.js';
import type { EngineBench } from './bench.js';
import type { BenchEngines } from './engines.js';
import { peakOf } from './process-use.js';
import { endAll, startWorker } from './processes.js';
import type { Row } from './rows.js';
import { ratioRow } from './rows.js';

const SIZES = [1, 10, 100, 1_000];
const QUICK_SIZES = [1, 10, 40];
const PAGES = 4;
const PROCESSES = 2;
const ASKING = 20;
/** Made before: fonts and connections, and a heap as large as it is after some minutes of work. */
const WARM_UP = 40;
/** Ten times the books may cost so much more a book and still be called flat. */
const FLAT = 1.1;

type Platform = Parameters<typeof submitBook>[0];

interface Grown {
  books: number;
  /** Per book. */
  ms: number;
  /** Megabytes of the larger worker. */
  peak: number;
}

/** Ever more books, all asked for at once; workers are started anew for each size, and warm. Time and memory per book must stay flat. */
export async function benchGrowth({ engines, quick, say }: EngineBench): Promise<Row[]> {
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 8, name: 'bench' });
  const connection = await Connection.connect({ address: engines.env.TEMPORAL_ADDRESS });
  const platform = { db, client: new Client({ connection }) };
  say(`Books × ${PAGES} pages, all asked for at once, ${PROCESSES} workers`);
  const grown: Grown[] = [];
  try {
    for (const books of quick ? QUICK_SIZES : SIZES) {
      const { ms, peak } = await measure(engines, platform, books, quick);
      say(`  ${String(books).padStart(5)} books: ${ms.toFixed(0)} ms a book, peak ${peak} MB a worker`);
      grown.push({ books, ms, peak });
    }
  } finally {
    await connection.close();
    await db.$disconnect();
  }
  return rowsOf(grown);
}

/** A single book has both cores for itself and fills neither: the growth is measured from ten on. */
function rowsOf(grown: Grown[]): Row[] {
  const [, few, ...more] = grown as [Grown, Grown, ...Grown[]];
  const one = {
    what: `1 book × ${PAGES} pages`,
    figure: `${grown[0]!.ms.toFixed(0)} ms, peak ${grown[0]!.peak} MB a worker`,
  };
  const beside = `${few.books} books: ${few.ms.toFixed(0)} ms, ${few.peak} MB`;
  return [
    one,
    ...more.flatMap(({ books, ms, peak }) => [
      ratioRow(
        {
          what: `${books} books × ${PAGES} pages, time a book`,
          figure: `${ms.toFixed(0)} ms`,
          beside,
          ratio: ms / few.ms,
        },
        FLAT,
      ),
      ratioRow(
        {
          what: `${books} books × ${PAGES} pages, a worker's peak memory`,
          figure: `${peak} MB`,
          beside,
          ratio: peak / few.peak,
        },
        FLAT,
      ),
    ]),
  ];
}

async function measure(
  engines: BenchEngines,
  platform: { db: Database; client: Client },
  books: number,
  quick: boolean,
): Promise<Omit<Grown, 'books'>> {
  const workers = await Promise.all(Array.from({ length: PROCESSES }, () => startWorker(engines)));
  try {
    await makeBooks(platform, quick ? PROCESSES : WARM_UP);
    const seconds = await makeBooks(platform, books);
    return { ms: (seconds / books) * 1000, peak: Math.max(...workers.map(({ pid }) => peakOf(pid!))) };
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
