import type { ChildProcess } from 'node:child_process';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { submitBook } from '../support/books.js';
import { median } from './figures.js';
import type { BenchEngines } from './engines.js';
import { endAll, loopOver, startLoops, startWorker } from './processes.js';

const BOOKS = 10;
const PAGES = 40;
const WARMING = 2;
const ROUNDS = 5;
const PROCESSES = 2;
const THEMES = [
  'forest animals have a tea party',
  'dinosaurs in space',
  'under the sea',
  'castle and dragons',
  'birthday on a farm',
];

/**
 * Ten books of forty pages through Temporal, beside the same activities called by a plain loop in as many processes,
 * with the same number of books at once, on the same database; in turns. The goal is a ratio of at most 1.10.
 */
export async function benchBooks(engines: BenchEngines): Promise<string[]> {
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 4, name: 'bench' });
  const connection = await Connection.connect({ address: engines.env.TEMPORAL_ADDRESS });
  const platform = { db, client: new Client({ connection }) };
  const workers = await Promise.all(Array.from({ length: PROCESSES }, () => startWorker(engines)));
  // the loop's books have no workflow, which the watchdog would take for a loss
  await platform.client.workflow.getHandle('watchdog').terminate('benchmark');
  const loops = await startLoops(engines, PROCESSES);
  const seconds = { platform: [] as number[], loop: [] as number[] };
  const firstPages: number[] = [];
  try {
    // fonts, connections, and what V8 makes of code that runs often
    for (let round = 0; round < WARMING; round += 1) {
      await throughTemporal(platform);
      await throughLoop(db, loops);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      seconds.loop.push(await throughLoop(db, loops));
      seconds.platform.push(await throughTemporal(platform, firstPages));
    }
  } finally {
    await endAll([...workers, ...loops]);
    await connection.close();
    await db.$disconnect();
  }
  const ratios = seconds.platform.map((each, at) => each / seconds.loop[at]!);
  return [
    `${BOOKS} books × ${PAGES} pages, ${PROCESSES} processes, ${ROUNDS} rounds in turns`,
    `  plain loop        ${seconds.loop.map(inSeconds).join('  ')}`,
    `  through Temporal  ${seconds.platform.map(inSeconds).join('  ')}`,
    `  ratio             ${median(ratios).toFixed(2)} (each round: ${ratios.map((each) => each.toFixed(2)).join(', ')}; goal ≤ 1.10)`,
    `  first page of a book after submit, all ten at once: median ${median(firstPages).toFixed(0)} ms, longest ${Math.max(...firstPages).toFixed(0)} ms`,
  ];
}

const inSeconds = (value: number): string => `${value.toFixed(2)} s`;
const formOf = (at: number) => ({ pages: PAGES, theme: THEMES[at % THEMES.length]! });

type Platform = Parameters<typeof submitBook>[0];

async function throughTemporal(platform: { db: Database; client: Client }, firstPages: number[] = []): Promise<number> {
  const started = performance.now();
  const jobs = await Promise.all(
    Array.from({ length: BOOKS }, (_, at) => submitBook(platform as Platform, formOf(at))),
  );
  const ids = jobs.map(({ jobId }) => jobId);
  await Promise.all(ids.map((id) => platform.client.workflow.getHandle(id).result()));
  const seconds = (performance.now() - started) / 1000;
  const rows = await platform.db.job.findMany({ where: { id: { in: ids } } });
  for (const { state, createdAt, firstPageAt } of rows) {
    if (state !== 'completed' || !firstPageAt) throw new Error(`A book of the benchmark ended as ${state}`);
    firstPages.push(firstPageAt.getTime() - createdAt.getTime());
  }
  return seconds;
}

async function throughLoop(db: Database, loops: ChildProcess[]): Promise<number> {
  const started = performance.now();
  const jobs = await Promise.all(
    Array.from({ length: BOOKS }, (_, at) => submitBook({ db } as unknown as Platform, formOf(at), { start: false })),
  );
  await loopOver(
    loops,
    jobs.map(({ jobId }) => jobId),
    BOOKS,
  );
  return (performance.now() - started) / 1000;
}
