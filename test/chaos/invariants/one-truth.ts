import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contracts/jobs.js';
import type { Ledger } from '../run/ledger.js';
import type { Person } from '../run/person.js';
import type { Environment } from '../run/environment.js';

/** How many jobs are asked for at the api, one by one; the rest is compared in the database. */
const ASKED = 100;
const SETTLE_MS = 20_000;

/** L2 and L6: everything has ended, and the database, Temporal, the api and the events say the same. */
export async function oneTruth(environment: Environment, ledger: Ledger, support: Person): Promise<void> {
  const jobs = await environment.query<{ id: string; state: string; published: string | null }>(
    `SELECT j.id, j.state, (SELECT data->>'state' FROM "Event" e WHERE e."subjectId" = j.id AND type = 'job.state' ORDER BY seq DESC LIMIT 1) AS published
     FROM "Job" j ORDER BY j.id`,
  );
  ledger.count('jobs', jobs.length);
  for (const { id, state, published } of jobs) {
    if (!/^(completed|failed|canceled)/.test(state))
      ledger.violate('L2', `Job ${id} is ${state}, and nothing is broken any more`);
    if (published !== state) ledger.violate('L6', `Job ${id} is ${state}; its events say ${published}`);
  }
  await sameAsTemporal(environment, ledger, jobs);
  for (const { id, state } of jobs.slice(-ASKED)) {
    const seen = await support.ask<JobView>('GET', `/api/jobs/${id}`);
    if (seen.state !== state) ledger.violate('L6', `Job ${id} is ${state}; the api says ${seen.state}`);
  }
  await noGap(environment, ledger);
  await nothingForgotten(environment, ledger);
}

async function sameAsTemporal(
  environment: Environment,
  ledger: Ledger,
  jobs: { id: string; state: string }[],
): Promise<void> {
  const client = await environment.temporal();
  const broken: string[] = [];
  // a workflow ends after its job's last row, and Temporal's list of workflows follows a moment later
  let running = new Set<string>();
  for (const end = Date.now() + SETTLE_MS; Date.now() < end; await delay(1_000)) {
    running = new Set();
    for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' }))
      running.add(workflowId);
    if (!jobs.some(({ id }) => running.has(id))) break;
  }
  for await (const { workflowId, status } of client.workflow.list({
    query: 'ExecutionStatus IN ("Failed", "TimedOut", "Terminated")',
  }))
    broken.push(`${workflowId} (${status.name})`);
  for (const { id, state } of jobs)
    if (running.has(id)) ledger.violate('L6', `Job ${id} is ${state}; Temporal says that it runs`);
  for (const each of broken) ledger.violate('L2', `Workflow ${each} did not end by its own last step`);
}

/** What was watched through all cuts is what is stored: no gap, no repeat, the right order. */
async function noGap(environment: Environment, ledger: Ledger): Promise<void> {
  for (const { jobId, seqs, complete } of ledger.watched) {
    const rows = await environment.query<{ seq: string; message: string }>(
      `SELECT seq::text, type || ' ' || data AS message FROM "Event" WHERE "subjectId" = $1 ORDER BY "Event".seq`,
      [jobId],
    );
    const stored = rows.map(({ seq }) => Number(seq));
    const wanted = complete ? stored : stored.slice(0, seqs.length);
    ledger.count('events watched', seqs.length);
    const at = Math.max(
      0,
      wanted.findIndex((seq, index) => seq !== seqs[index]),
    );
    if (wanted.join() !== seqs.join())
      ledger.violate(
        'L6',
        `A watcher of job ${jobId} saw ${seqs.length} events that are not the ${wanted.length} that happened: number ${at + 1} is ${seqs[at]}, not ${wanted[at]} (${rows[at]?.message})`,
      );
  }
}

/** An edit that was acknowledged is there. */
async function nothingForgotten(environment: Environment, ledger: Ledger): Promise<void> {
  for (const { bookId, number, text, version } of ledger.texts.values()) {
    const [row] = await environment.query<{ text: string; version: number }>(
      `SELECT text, version FROM "Page" WHERE "bookId" = $1 AND number = $2`,
      [bookId, number],
    );
    if (row?.text !== text && (row?.version ?? 0) <= version)
      ledger.violate('L6', `The words of page ${number} of ${bookId} were acknowledged and are gone`);
  }
}
