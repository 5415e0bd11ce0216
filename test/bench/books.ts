import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import type { EngineBench } from './bench.js';
import { addCost, costAsText, costSoFar, noCost } from './book-cost.js';
import { inRounds, median, medianRatio, ratios, timed } from './figures.js';
import { REDIS_SETTINGS } from './redis-server.js';
import type { Row } from './rows.js';
import { ratioRow } from './rows.js';
import { inPlainLoops, throughBullMq, throughTemporal } from './ways-to-make-books.js';
import type { Way } from './ways-to-make-books.js';

const PAGES = 40;
const PROCESSES = 2;
const FULL = { books: 20, warming: 2, rounds: 5 };
const QUICK = { books: 4, warming: 1, rounds: 2 };
const MAX_BESIDE_LOOP = 1.05;
const THEMES = [
  'forest animals have a tea party',
  'dinosaurs in space',
  'under the sea',
  'castle and dragons',
  'birthday on a farm',
];

/** What came of one way: seconds of each round, milliseconds from submit to a book's first page, processor's time. */
interface Measured {
  way: Way;
  seconds: number[];
  firstPages: number[];
  cost: ReturnType<typeof noCost>;
}

/**
 * Books of forty pages through Temporal, beside the same activities called by a plain loop and by a flow of BullMQ on Redis,
 * in as many processes, with as many books at once, in the same portions, on the same database; in turns.
 */
export async function benchBooks({ engines, quick, books, say }: EngineBench): Promise<Row[]> {
  const size = { ...(quick ? QUICK : FULL), ...(books ? { books } : {}) };
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 4, name: 'bench' });
  const ways: Way[] = [];
  try {
    for (const open of [inPlainLoops, throughTemporal, throughBullMq]) {
      const way = await open(engines, db, PROCESSES);
      if (way) ways.push(way);
    }
    say(`${size.books} books × ${PAGES} pages, ${PROCESSES} processes, ${size.rounds} rounds in turns`);
    const measured = await inTurns(db, ways, size);
    for (const each of measured) sayOf(each, size, say);
    return rowsOf(measured, size.books, say);
  } finally {
    for (const way of ways) await way.stop();
    await db.$disconnect();
  }
}

async function inTurns(db: Database, ways: Way[], { books, warming, rounds }: typeof FULL): Promise<Measured[]> {
  const forms = Array.from({ length: books }, (_, at) => ({ pages: PAGES, theme: THEMES[at % THEMES.length]! }));
  // fonts, connections, and what V8 makes of code that runs often
  for (let round = 0; round < warming; round += 1) for (const way of ways) await way.makeBooks(forms);
  const measured = ways.map((way): Measured => ({ way, seconds: [], firstPages: [], cost: noCost() }));
  for (let round = 0; round < rounds; round += 1)
    // there and back: what one way leaves to be tidied up does not always fall to the same other one
    for (const each of round % 2 === 0 ? measured : measured.toReversed()) {
      let ids: string[] = [];
      const before = costSoFar(each.way.parts);
      each.seconds.push(await timed(async () => (ids = await each.way.makeBooks(forms))));
      each.cost = addCost(each.cost, before, costSoFar(each.way.parts));
      each.firstPages.push(...(await firstPagesOf(db, ids)));
    }
  return measured;
}

/** Milliseconds. Throws unless every book is done. */
async function firstPagesOf(db: Database, ids: string[]): Promise<number[]> {
  const rows = await db.job.findMany({ where: { id: { in: ids } } });
  return rows.map(({ state, createdAt, firstPageAt }) => {
    if (state !== 'completed' || !firstPageAt) throw new Error(`A book of the benchmark ended as ${state}`);
    return firstPageAt.getTime() - createdAt.getTime();
  });
}

function sayOf({ way, seconds, firstPages, cost }: Measured, size: typeof FULL, say: (line: string) => void): void {
  const first = `median ${median(firstPages).toFixed(0)} ms, longest ${Math.max(...firstPages).toFixed(0)} ms`;
  say(`  ${way.name.padEnd(16)} ${inRounds(seconds)} s; first page of a book, all at once: ${first}`);
  say(`  ${''.padEnd(16)} processor's ms a book: ${costAsText(cost, size.books * size.rounds)}`);
}

function rowsOf(measured: Measured[], books: number, say: (line: string) => void): Row[] {
  const [loop, temporal, bullmq] = measured as [Measured, Measured, Measured?];
  const what = `${books} books × ${PAGES} pages`;
  const figure = `${median(temporal.seconds).toFixed(2)} s`;
  const beside = (other: Measured, goal: number): Row => {
    const all = ratios(temporal.seconds, other.seconds);
    say(`  Temporal ÷ ${other.way.name}: ${inRounds(all)}`);
    const row = { what, figure, beside: `${other.way.name} ${median(other.seconds).toFixed(2)} s` };
    return ratioRow({ ...row, ratio: medianRatio(temporal.seconds, other.seconds) }, goal);
  };
  const first = median(temporal.firstPages) / median(loop.firstPages);
  return [
    beside(loop, MAX_BESIDE_LOOP),
    bullmq
      ? withSettings(beside(bullmq, 1))
      : { what, figure, beside: 'BullMQ on Redis: not measured, no redis-server on the PATH' },
    {
      what: `first page of ${books} books asked for at once`,
      figure: `median ${median(temporal.firstPages).toFixed(0)} ms`,
      beside: `plain loop ${median(loop.firstPages).toFixed(0)} ms`,
      ratio: first,
    },
  ];
}

const withSettings = (row: Row): Row => ({ ...row, beside: `${row.beside} (${REDIS_SETTINGS})` });
