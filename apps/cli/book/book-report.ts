import { relative } from 'node:path';
import { changesText } from '#contracts/files.js';
import type { PreflightView } from '#contracts/preflight.js';
import type { JobView } from '#contracts/jobs.js';
import type { Terminal } from '../../stack/home/terminal.js';
import type { MadeBook } from './make-book.js';
import { duration } from './progress-line.js';
import type { SavedFile } from './save-artifact.js';

export const EXIT = { done: 0, failed: 1, usage: 2, needsAttention: 3, unreachable: 4, interrupted: 130 } as const;

/** Exit code of a finished, failed, parked or abandoned book. */
export function exitCodeOf({ job, left }: MadeBook, interrupted: boolean): number {
  if (left || interrupted) return EXIT.interrupted;
  if (job.state === 'completed' || job.state === 'completed-with-skips') return EXIT.done;
  return job.state === 'needs-attention' ? EXIT.needsAttention : EXIT.failed;
}

const secondsBetween = (from: string, to: string | null): number | null =>
  to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;

/** Output of `--json`. */
export function jsonReport({ job, interior, cover, preflight, changed }: MadeBook): object {
  return {
    jobId: job.id,
    bookId: job.bookId,
    state: job.state,
    pages: job.pages,
    interior,
    cover,
    changed,
    seconds: secondsBetween(job.createdAt, job.endedAt),
    firstPageSeconds: secondsBetween(job.createdAt, job.firstPageAt),
    notes: job.notes,
    failure: job.failure,
    preflight,
  };
}

/** Text output. */
export function printReport(book: MadeBook, url: string, terminal: Terminal): void {
  const { job } = book;
  if (book.left) return terminal.line(`  The job goes on without you: ${job.id}\n  ${url}`);
  if (job.state === 'completed' || job.state === 'completed-with-skips') {
    const seconds = secondsBetween(job.createdAt, job.endedAt) ?? 0;
    terminal.done(`“${job.title}” in ${duration(seconds)}`);
  } else if (job.state === 'needs-attention') printAttention(job, url, terminal);
  else terminal.fail(`The job is ${job.state}${job.failure ? `: ${job.failure.message} (${job.failure.code})` : '.'}`);
  for (const note of job.notes) terminal.line(`      ${note}`);
  for (const file of [book.interior, book.cover]) if (file) terminal.line(`      ${describe(file)}`);
  if (book.changed.length > 0)
    terminal.warn(`The files are older than the book. Changed since: ${changesText(book.changed)}.`);
  if (book.preflight) printPreflight(book.preflight, terminal);
}

function describe({ path, bytes, pages }: SavedFile): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const shown = relative(process.cwd(), path);
  return [shown.startsWith('..') ? path : shown, pages === null ? '' : `${pages} page${pages === 1 ? '' : 's'}`, size]
    .filter(Boolean)
    .join('  ');
}

function printAttention(job: JobView, url: string, terminal: Terminal): void {
  terminal.warn('The job waits for a person:');
  const refused = job.pages.filter(({ state }) => state === 'refused');
  for (const { number, code, message } of refused)
    terminal.line(`      ${number === 0 ? 'cover' : `page ${number}`}: ${message ?? 'refused'} (${code ?? 'unknown'})`);
  if (refused.length === 0 && job.failure) terminal.line(`      ${job.failure.message} (${job.failure.code})`);
  terminal.line(`  Retry it, skip it or change its prompt in the console at ${url}, or by the api:`);
  for (const { number } of refused.slice(0, 3))
    terminal.line(`      POST ${url}/api/jobs/${job.id}/pages/${number}/retry   or …/skip`);
  if (refused.length === 0) terminal.line(`      POST ${url}/api/jobs/${job.id}/retry   or …/cancel`);
}

function printPreflight(preflight: PreflightView, terminal: Terminal): void {
  const findings = (['interior', 'cover'] as const).flatMap((part) =>
    (preflight[part]?.findings ?? []).map((each) => ({ part, ...each })),
  );
  if (preflight.ok) terminal.done('Print check passed', findings.length > 0 ? `${findings.length} hint(s)` : '');
  else terminal.fail('Print check found errors');
  for (const { part, severity, page, rule, found, needed } of findings.slice(0, 12))
    terminal.line(
      `      ${severity}: ${part}${page === null ? '' : ` page ${page}`}: ${rule}: ${found}; needed: ${needed}`,
    );
  if (findings.length > 12) terminal.line(`      … and ${findings.length - 12} more`);
}
