import { relative } from 'node:path';
import type { BatchView } from '#contracts/batches.js';
import type { Terminal } from '../stack/terminal.js';
import { EXIT } from './book-report.js';
import type { MadeBatch } from './make-batch.js';
import { duration } from './progress-line.js';

const WIDTH = 24;
const MOST_SHOWN = 20;

/** `████████░░░░  12/24 books, 1 failed · about 2 min left` */
export function batchLine({ counts, eta, state }: BatchView): string {
  const { total, completed, failed } = counts;
  const over = Math.round((WIDTH * (completed + failed)) / total);
  const parts = [`${completed}/${total} books${failed > 0 ? `, ${failed} failed` : ''}`];
  if (state === 'packing') parts.push('packing the ZIP');
  else if (eta) parts.push(`about ${duration(eta.highSeconds)} left`);
  return `${'█'.repeat(over)}${'░'.repeat(WIDTH - over)}  ${parts.join(' · ')}`;
}

export function batchExitCode({ batch, left }: MadeBatch, interrupted: boolean): number {
  if (left || interrupted) return EXIT.interrupted;
  return batch.state === 'completed' ? EXIT.done : EXIT.failed;
}

/** What a person reads. */
export function printBatch({ batch, zip, failed, left }: MadeBatch, url: string, terminal: Terminal): void {
  if (left) return terminal.line(`  The batch goes on without you: ${batch.id}\n  ${url}`);
  const { total, completed } = batch.counts;
  const words = `${completed} of ${total} books are done`;
  if (batch.state === 'completed') terminal.done(words);
  else terminal.fail(batch.state === 'canceled' ? `Cancelled: ${words}` : words);
  for (const { line, title, reason } of failed.slice(0, MOST_SHOWN))
    terminal.line(`      line ${line}, “${title}”: ${reason}`);
  if (failed.length > MOST_SHOWN)
    terminal.line(`      … and ${failed.length - MOST_SHOWN} more; see manifest.csv in the ZIP`);
  if (!zip) return;
  const shown = relative(process.cwd(), zip.path);
  terminal.line(`      ${shown.startsWith('..') ? zip.path : shown}  ${(zip.bytes / 1e6).toFixed(1)} MB`);
}
