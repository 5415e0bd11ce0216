/** `npm run bench`: figures as ratios, measured side by side in one run, in one table at the end. See USAGE. */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { exitOnSignals } from '../../apps/stack/home/exit-on-signals.js';
import { benchBatch } from './batch.js';
import type { Bench, Benchmark, EngineBench } from './bench.js';
import { benchBooks } from './books.js';
import { benchConsole } from './console.js';
import { startBenchEngines } from './engines.js';
import { benchGrowth } from './growth.js';
import { benchJobList } from './job-list.js';
import { benchOpenLoad } from './open-load.js';
import { benchPdf } from './pdf.js';
import { benchRaster } from './raster.js';
import { benchReconcile } from './reconcile.js';
import { benchRecovery } from './recovery.js';
import type { Row } from './rows.js';
import { tableOf } from './rows.js';
import { benchStreams } from './streams.js';
import { benchUpload } from './upload.js';
import { benchVectorise } from './vectorise.js';

/** Of code by itself, before anything is started; then those that share a database and a Temporal server; then whole stacks. */
const ALONE: Record<string, Benchmark> = {
  pdf: benchPdf,
  raster: benchRaster,
  vectorise: benchVectorise,
  upload: benchUpload,
  reconcile: benchReconcile,
};
const ON_ENGINES: Record<string, Benchmark<EngineBench>> = {
  jobs: benchJobList,
  load: benchOpenLoad,
  console: benchConsole,
  streams: benchStreams,
  books: benchBooks,
  growth: benchGrowth,
  batch: benchBatch,
};
const ON_STACKS: Record<string, Benchmark> = { recovery: benchRecovery };
const NAMES = [ALONE, ON_ENGINES, ON_STACKS].flatMap((each) => Object.keys(each));

const USAGE = `npm run bench -- [name …] [--quick] [--books N] [--json FILE]
  name     ${NAMES.join(' | ')}; all of them without any
  --quick  fewer rounds and smaller sizes: shows that it runs, the figures say little
  --books  how many books of forty pages "books" makes at once
  --json   writes the table there, too`;

/** Gives the exit code: a missed goal is a figure; a benchmark that could not be run is a failure. */
export async function main(args: string[]): Promise<number> {
  exitOnSignals();
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${USAGE}`);
    return 2;
  }
  const { wanted, quick, books, json } = asked;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}`;
  console.log(`${machine}${quick ? ', quick: figures of small sizes and few rounds' : ''}\n`);
  const { rows, failed } = await measure(wanted, { quick, say: console.log }, books);
  console.log(`\n${machine}${quick ? ', quick' : ''}\n${tableOf(rows)}`);
  if (json) await writeFile(json, `${JSON.stringify({ machine, quick, at: new Date(), rows }, null, 2)}\n`);
  return failed ? 1 : 0;
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, books: { type: 'string' }, json: { type: 'string' } },
    });
    const unknown = positionals.filter((word) => !NAMES.includes(word));
    if (unknown.length > 0) return `There is no benchmark called ${unknown.join(', ')}.`;
    const books = values.books === undefined ? undefined : Number(values.books);
    if (books !== undefined && !(Number.isInteger(books) && books > 0)) return '--books wants a number of books.';
    return { wanted: new Set(positionals), quick: values.quick, books, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Result {
  rows: Row[];
  failed: boolean;
}

async function measure(wanted: Set<string>, bench: Bench, books: number | undefined): Promise<Result> {
  const result: Result = { rows: [], failed: false };
  const some = <B extends Bench>(benchmarks: Record<string, Benchmark<B>>): [string, Benchmark<B>][] =>
    Object.entries(benchmarks).filter(([name]) => wanted.size === 0 || wanted.has(name));
  await run(result, some(ALONE), bench);
  const onEngines = some(ON_ENGINES);
  if (onEngines.length > 0) {
    const engines = await startBenchEngines();
    try {
      await run(result, onEngines, { ...bench, engines, books });
    } finally {
      await engines.stop();
    }
  }
  await run(result, some(ON_STACKS), bench);
  return result;
}

/** A failure is noted in the table, and the others continue, since a whole run takes long. */
async function run<B extends Bench>(result: Result, benchmarks: [string, Benchmark<B>][], bench: B): Promise<void> {
  for (const [name, benchmark] of benchmarks) {
    try {
      result.rows.push(...(await benchmark(bench)));
    } catch (error) {
      console.error(error);
      result.failed = true;
      const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      result.rows.push({ what: name, figure: `failed: ${first.slice(0, 80)}` });
    }
    bench.say('');
  }
}
