/**
 * Vector pages to PDF: this engine's writer against pdfkit's own path calls, pdf-lib and jsPDF, on the same pages.
 * Run from the compiled tree: `node dist/test/bench/pdf.js [pages] [rounds]`. Every writer gets the same art (about 300
 * closed, filled and stroked outlines a page), compresses, and writes to memory that is thrown away. Rounds are
 * interleaved, so that a slow moment of the machine meets every writer; the figures are medians. Memory is the peak of
 * a fresh process per writer and length.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { prepare, WRITERS, type Writer } from './pdf-writers.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const [, , first = '40', second = '7', third] = process.argv;

if (first === '--memory') {
  await writerOf(second).write(Number(third));
  console.log(process.resourceUsage().maxRSS); // KiB
} else await bench(Number(first), Number(second));

async function bench(pages: number, rounds: number): Promise<void> {
  const times = new Map<string, number[]>(WRITERS.map(({ name }) => [name, []]));
  const bytes = new Map<string, number>();
  prepare(pages);
  for (const writer of WRITERS) await writer.write(4); // opens fonts, warms the compiler
  for (let round = 0; round < rounds; round += 1) {
    for (const writer of WRITERS) {
      collectGarbage(); // or one writer's garbage would be swept in the next one's time
      const start = performance.now();
      bytes.set(writer.name, await writer.write(pages));
      times.get(writer.name)?.push((performance.now() - start) / pages);
    }
  }
  const ours = median(times.get(WRITERS[0]?.name ?? '') ?? []);
  console.log(`${pages} pages, medians of ${rounds} interleaved rounds, Node ${process.version}`);
  console.table(
    WRITERS.map(({ name }) => {
      const samples = times.get(name) ?? [];
      return {
        writer: name,
        'ms per page': round2(median(samples)),
        'least–most': `${round2(Math.min(...samples))}–${round2(Math.max(...samples))}`,
        'times ours': round2(median(samples) / ours),
        'kB per page': Math.round((bytes.get(name) ?? 0) / pages / 1000),
        'peak MB, 40 pages': peak(name, 40),
        'peak MB, 400 pages': peak(name, 400),
      };
    }),
  );
}

/** Peak resident memory of a fresh process that writes so many pages, in MB. */
function peak(name: string, pages: number): number {
  const script = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, [script, '--memory', name, String(pages)], { encoding: 'utf8' });
  return child.status === 0 ? Math.round((Number(child.stdout.trim()) * 1024) / 1e6) : Number.NaN;
}

function writerOf(name: string): Writer {
  const found = WRITERS.find((writer) => writer.name === name);
  if (!found) throw new Error(`No writer "${name}"; there are ${WRITERS.map((writer) => writer.name).join(', ')}`);
  return found;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
