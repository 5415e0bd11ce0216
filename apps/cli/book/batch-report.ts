import { relative } from 'node:path';
import type { BatchView } from '#contracts/batches.js';
import type { Terminal } from '../../stack/home/terminal.js';
import { EXIT } from './book-report.js';
import type { MadeBatch } from './make-batch.js';
import { duration } from './progress-line.js';

/** Exit code of a batch. */
export function exitCodeOfBatch({ batch, left }: MadeBatch, interrupted: boolean): number {
  if (left || interrupted) return EXIT.interrupted;
  return batch.state === 'completed' ? EXIT.done : EXIT.failed;
}

/** Output of `--json`. */
export const batchJsonReport = ({ batch, zip, failed }: MadeBatch): object => ({
  batchId: batch.id,
  state: batch.state,
  counts: batch.counts,
  changedBooks: batch.changedBooks,
  zip,
  seconds: secondsOf(batch),
  failed: failed.map(({ position, bookId, title, state, code, message }) => ({
    row: position,
    bookId,
    title,
    state,
    code,
    message,
  })),
});

/** Text output. */
export function printBatchReport(made: MadeBatch, list: string, url: string, terminal: Terminal): void {
  const { batch, zip, failed, left } = made;
  if (left) {
    terminal.line(`  The batch goes on without you: ${batch.id}\n  ${url}`);
    return terminal.line(
      `  The same command with the same ${list} goes on with it, and saves its archive (within a day).`,
    );
  }
  const { completed, total } = batch.counts;
  const books = `${completed} of ${total} books in ${duration(secondsOf(batch) ?? 0)}`;
  if (batch.state === 'completed') terminal.done(books);
  else if (batch.state === 'completed-with-failures') terminal.warn(books);
  else terminal.fail(`The batch is ${batch.state}: ${books}`);
  for (const { position, title, code, message } of failed)
    terminal.line(`      book ${position} “${title}”: ${message ?? 'not made'}${code ? ` (${code})` : ''}`);
  if (zip) terminal.line(`      ${shown(zip.path)}  ${(zip.bytes / 1e6).toFixed(1)} MB`);
  else terminal.line('      No book has files, so there is no archive.');
  if (batch.changedBooks)
    terminal.warn(`${batch.changedBooks} of its books have changed since; the archive holds them as they were.`);
  if (failed.length > 0)
    terminal.line(`  Try the failed ones again by the api: POST ${url}/api/batches/${batch.id}/retry`);
}

const shown = (path: string): string =>
  relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path);

const secondsOf = ({ createdAt, endedAt }: BatchView): number | null =>
  endedAt === null ? null : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;
