import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { jobState, jobKind } from '#contracts/jobs.js';
import type { JobState } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { TransientFailure } from '#failures/failure.js';
import { signalJob } from '#temporal/signal-job.js';
import type { JobSignal } from '#contracts/signals.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { workflowEnd } from '#temporal/workflow-end.js';
import { moveJob } from './job-record.js';
import { isTerminal } from './job-states.js';

export interface SteerDependencies {
  db: Database;
  client: Client;
}

/** A workflow that starts or ends between two checks is found by the next one. */
const MAX_ATTEMPTS = 3;

/**
 * Sends a signal to a job's workflow, once for a `requestId`. Where there is no workflow to hear it, the job's row is made
 * true: a queued job is started and then signaled; any other has ended, whatever its row said.
 *
 * @returns null when the signal was sent, else the state that the job has ended in. A cancel ends it as `canceled`.
 */
export async function steerJob(
  engines: SteerDependencies,
  jobId: string,
  requestId: string,
  signal: JobSignal,
): Promise<JobState | null> {
  for (let tried = 0; tried < MAX_ATTEMPTS; tried += 1) {
    try {
      await signalJob(engines.client, jobId, requestId, signal);
      return null;
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    const ended = await makeRowTrue(engines, jobId, signal.name === 'cancel');
    if (ended) return ended;
  }
  throw new TransientFailure('temporal-unavailable', 'The job’s workflow can neither be told nor found to have ended.');
}

/** The state that the job has ended in; null when its workflow runs (by now). Temporal is checked before the row. */
async function makeRowTrue(
  { db, client }: SteerDependencies,
  jobId: string,
  cancel: boolean,
): Promise<JobState | null> {
  const end = await workflowEnd(client, jobId);
  const { book, ...job } = await db.job.findUniqueOrThrow({
    where: { id: jobId },
    select: { id: true, state: true, kind: true, ownerId: true, priority: true, book: { select: { title: true } } },
  });
  const stored = jobState.parse(job.state);
  if (isTerminal(stored)) return stored;
  if (!end) return null;
  if (cancel) await moveJob(db, jobId, 'canceled');
  else if (job.state === 'queued' && end.code === 'workflow-missing') {
    await startJobWorkflow(client, { ...job, kind: jobKind.parse(job.kind), title: book.title });
    return null;
  } else await moveJob(db, jobId, 'failed', end);
  const { state } = await db.job.findUniqueOrThrow({ where: { id: jobId }, select: { state: true } });
  return jobState.parse(state);
}
