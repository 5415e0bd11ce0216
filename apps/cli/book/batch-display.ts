import type { BatchView } from '#contracts/batches.js';
import type { Terminal } from '../../stack/home/terminal.js';
import { remaining } from './progress-line.js';

/** A progress line on a terminal; elsewhere a line for each 10 % of the books and for each step. */
export class BatchDisplay {
  private last = '';

  constructor(private readonly terminal: Terminal) {}

  show(batch: BatchView): void {
    if (this.terminal.isLive) return this.terminal.now(batchLine(batch));
    const { completed, failed, total } = batch.counts;
    const mark = `${batch.state} ${Math.floor((10 * (completed + failed)) / total)}`;
    if (mark === this.last) return;
    this.last = mark;
    this.terminal.line(`    ${batchLine(batch)}`);
  }

  lost(): void {
    if (this.terminal.isLive) this.terminal.now('The api does not answer; waiting for it to come back');
    else this.terminal.line('  The api does not answer; waiting for it to come back');
  }
}

/** `████▓▓░░  12/200 books  about 3 min left`; × stands for books that failed. */
export function batchLine({ counts, state, eta }: BatchView, width = 40): string {
  const cells = Math.min(width, counts.total);
  const upTo = (count: number): number => Math.round((cells * count) / counts.total);
  const { completed, failed, running } = counts;
  const done = upTo(completed);
  const bad = Math.max(failed > 0 ? 1 : 0, upTo(completed + failed) - done);
  const busy = Math.max(0, upTo(completed + failed + running) - done - bad);
  const bar = '█'.repeat(done) + '×'.repeat(bad) + '▓'.repeat(busy);
  const step = state === 'packing' ? 'packing the archive' : state === 'queued' ? 'waiting for a worker' : '';
  const count = `${completed}/${counts.total} books${failed > 0 ? `, ${failed} failed` : ''}`;
  return [bar.padEnd(cells, '░').slice(0, cells), count, step, state === 'running' ? remaining(eta) : '']
    .filter(Boolean)
    .join('  ');
}
