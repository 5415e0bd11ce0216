import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from './bench.js';
import { inRounds, median, medianRatio } from './figures.js';
import { prepare, WRITERS } from './pdf-writers.js';
import type { Row } from './rows.js';
import { ratioRow } from './rows.js';
import { inTurns } from './turns.js';

const PAGES = 40;
const LONG = 400;
const ROUNDS = 7;

/**
 * Vector pages to PDF: this engine's writer against pdfkit's own path calls, pdf-lib and jsPDF. Every writer gets the same
 * art (300 closed, filled and stroked outlines a page), compresses, and writes to memory that is thrown away. Memory is the
 * peak of a fresh process per writer and length.
 */
export async function benchPdf({ quick, say }: Bench): Promise<Row[]> {
  const pages = quick ? PAGES / 4 : PAGES;
  const rounds = quick ? 2 : ROUNDS;
  const long = quick ? PAGES : LONG;
  prepare(pages);
  say(`PDF of ${pages} pages of 300 outlines, ms a page, ${rounds} rounds in turns`);
  const turns = await inTurns(
    WRITERS.map(({ name, write }) => ({ name, run: () => write(pages) })),
    rounds,
  );
  const [ours, ...peers] = WRITERS.map(({ name }) => ({
    name,
    ms: turns.get(name)!.map((each) => each / pages),
    peaks: [pages, long].map((length) => peakOf(name, length)),
  }));
  for (const { name, ms, peaks } of [ours!, ...peers])
    say(`  ${name.padEnd(14)} ${inRounds(ms)}; peak at ${pages} / ${long} pages ${peaks.join(' / ')} MB`);
  return peers.flatMap(({ name, ms, peaks }) => [
    ratioRow(
      {
        what: 'PDF, a page of 300 outlines',
        figure: `${median(ours!.ms).toFixed(1)} ms`,
        beside: `${name} ${median(ms).toFixed(1)} ms`,
        ratio: medianRatio(ours!.ms, ms),
      },
      1,
    ),
    ratioRow(
      {
        what: `PDF, peak memory of ${long} pages`,
        figure: `${ours!.peaks[1]} MB`,
        beside: `${name} ${peaks[1]} MB`,
        ratio: ours!.peaks[1]! / peaks[1]!,
      },
      1,
    ),
  ]);
}

/** Peak resident memory of a fresh process that writes so many pages, in MB. */
function peakOf(name: string, pages: number): number {
  const script = join(import.meta.dirname, 'pdf-memory.js');
  const child = spawnSync(process.execPath, [script, name, String(pages)], { encoding: 'utf8' });
  return child.status === 0 ? Math.round((Number(child.stdout.trim()) * 1024) / 1e6) : Number.NaN;
}
