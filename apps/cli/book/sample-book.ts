import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ApiProblem } from '#client/api-problem.js';
import { ApiClient } from '../api-client.js';
import { fileNameOf, saveArtifact } from './save-artifact.js';
import { ProgressDisplay } from './progress-display.js';
import { watchJob } from './watch-job.js';
import { writePrivately } from '../../stack/home/state-file.js';
import type { Stack } from '../../stack/start/stack.js';
import type { Terminal } from '../../stack/home/terminal.js';

const FORM = { theme: 'forest animals have a tea party', pages: 24, seed: 7 };

const mark = z.object({
  /** Idempotency key of the requests, so that a repeat after a crash finds the started book. */
  key: z.string(),
  jobId: z.string().optional(),
  files: z.array(z.string()).default([]),
  done: z.boolean().default(false),
});
type Mark = z.infer<typeof mark>;

/**
 * Creates a book through the public API on the first start of a data folder. After an interruption it continues with
 * the same book at the next start. Returns the paths of the finished files; empty when there are none.
 */
export async function makeSampleBook(stack: Stack, terminal: Terminal, signal: AbortSignal): Promise<string[]> {
  const path = stack.home.sample;
  const now = readMark(path);
  if (now.done) return now.files.filter((file) => existsSync(file));
  writePrivately(path, now);
  const author = stack.accounts.find(({ role }) => role === 'author');
  if (!author) return [];
  const client = new ApiClient(stack.url);
  await client.signIn(author.email, author.password);
  if (now.jobId !== undefined && (await isGone(client, now.jobId)))
    Object.assign(now, freshMark(), { jobId: undefined });
  now.jobId ??= await startJob(client, now.key);
  writePrivately(path, now);
  terminal.line(`  A sample book: “${FORM.theme}”, ${FORM.pages} pages`);
  const display = new ProgressDisplay(terminal);
  const job = await watchJob(client, now.jobId, {
    signal,
    patienceMs: 5 * 60_000,
    changed: (each) => display.show(each),
    lost: () => display.lost(),
  }).finally(() => terminal.now(''));
  if (job.state === 'completed' || job.state === 'completed-with-skips') {
    now.files = await save(client, job.id, stack.home.books);
    now.done = true;
    writePrivately(path, now);
    return now.files;
  }
  // A parked book waits for its author in the console; a failed one is retried at the next start.
  if (job.state !== 'needs-attention') writePrivately(path, freshMark());
  terminal.warn(`The sample book is ${job.state}: ${job.failure?.message ?? 'no reason was given'}`);
  return [];
}

async function startJob(client: ApiClient, key: string): Promise<string> {
  const project = await client.createBook(FORM, `${key}-project`);
  return (await client.startBook(project.id, `${key}-job`)).id;
}

async function save(client: ApiClient, jobId: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const artifact of await client.artifacts(jobId))
    files.push((await saveArtifact(client, artifact, join(folder, fileNameOf(artifact)))).path);
  return files;
}

const freshMark = (): Mark => ({ key: `sample-${randomUUID()}`, files: [], done: false });

function readMark(path: string): Mark {
  try {
    return mark.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return freshMark();
  }
}

/** The database may have been recreated since the book was started. */
async function isGone(client: ApiClient, jobId: string): Promise<boolean> {
  try {
    await client.job(jobId);
    return false;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return true;
    throw error;
  }
}
