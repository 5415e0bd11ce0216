import { isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { CreateJob, JobState } from '#contracts/jobs.js';
import { SIGNALS, type JobSignal } from '#contracts/signals.js';
import type { Connection, Database } from '#database/database.js';
import { BookInTrash, insertJobIn } from '#jobs/insert-job.js';
import { moveJob } from '#jobs/job-record.js';
import { QuotaExceeded, reserveForRedo } from '#jobs/limits.js';
import { isJobEnded } from '#jobs/lock-job.js';
import { steerJob } from '#jobs/steer-job.js';
import { CLIENT_TIMEOUT_MS } from '#temporal/connection.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import type { ActionPlan } from './action-plan.js';
import type { SupportJobRecord } from '../jobs/support-job.js';

export interface SupportDependencies {
  db: Database;
  client: Client;
  /** The deployment takes payments: plans have limits. */
  billing: boolean;
  /** Comes first in the transaction that makes a job; throws when none may be made any more. */
  whileOpen?: (tx: Connection) => Promise<void>;
}

/**
 * Does what a plan says, for the job's own author. `requestId` makes it safe to repeat: it is the id of the new job, and
 * the one under which Temporal knows the signal. Gives the new job's id, if one was made; throws `ActionRefused` when the
 * world has changed since the plan.
 */
export async function performAction(
  engines: SupportDependencies,
  job: SupportJobRecord,
  plan: ActionPlan,
  requestId: string,
  reason: string,
): Promise<string | null> {
  if (plan.why !== null) throw new ActionRefused(plan.why);
  if (plan.prompts.length > 0) await editPrompts(engines.db, job, plan.prompts);
  if (plan.newJob) return startAgain(engines, job, plan, requestId);
  await steer(engines, job, plan, requestId, reason);
  return null;
}

/** The action is not possible (any more); the message says why. */
export class ActionRefused extends Error {
  override name = 'ActionRefused';
}

async function editPrompts(db: Database, job: SupportJobRecord, prompts: ActionPlan['prompts']): Promise<void> {
  await db.$transaction(
    prompts.map(({ number, prompt }) =>
      db.page.updateMany({
        where: { bookId: job.bookId, number, prompt: { not: prompt } },
        data: { prompt, version: { increment: 1 } },
      }),
    ),
  );
}

/** What was asked for, without the pages of that time: all that is missing, or those of the plan. */
function askAgain(before: CreateJob, plan: ActionPlan): CreateJob {
  if (before.kind !== 'generate-book') return before;
  const { pages: _before, ...same } = before;
  return plan.action === 'retry' ? same : { ...same, pages: plan.pages };
}

/** A job that has ended continues as a new one; all artwork is re-used. */
async function startAgain(
  { db, client, billing, whileOpen }: SupportDependencies,
  job: SupportJobRecord,
  plan: ActionPlan,
  id: string,
): Promise<string> {
  const ask = askAgain(job.ask, plan);
  const { ownerId, provider } = job;
  const making = db.$transaction(async (tx) => {
    await whileOpen?.(tx);
    return insertJobIn(tx, { id, ownerId, provider, ask, retryOfId: job.id, billing });
  });
  const made = await refusing(making);
  if (!made) throw new ActionRefused('Another job is working on this book by now.');
  // should Temporal be away, the job stays queued and the watchdog starts it
  await startJobWorkflow(client, { id, kind: job.kind, ownerId, title: job.title }).catch(() => undefined);
  return id;
}

async function steer(
  engines: SupportDependencies,
  job: SupportJobRecord,
  plan: ActionPlan,
  requestId: string,
  reason: string,
): Promise<void> {
  const send = async (signal: JobSignal, wanted?: JobState) => {
    const ended = await steerJob(engines, job.id, requestId, signal);
    if (ended !== null && ended !== wanted) throw new ActionRefused(endedMessage(ended));
  };
  switch (plan.action) {
    case 'retry':
      return send({ name: SIGNALS.retryPages, pages: [] });
    case 'retry-pages':
    case 'edit-and-rerun':
      await refusing(reserveForRedo(engines.db, { ...job, billing: engines.billing }, plan.pages, requestId));
      return send({ name: SIGNALS.retryPages, pages: plan.pages });
    case 'skip-pages':
      return send({ name: SIGNALS.skipPages, pages: plan.pages });
    case 'pause':
    case 'resume':
      return send({ name: plan.action });
    case 'cancel':
      return send({ name: SIGNALS.cancelJob }, 'canceled');
    case 'terminate':
      return terminate(engines, job, reason);
  }
}

/** The plan's limit applies to support, too: they can grant a larger plan, which is recorded. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isJobEnded(error)) throw new ActionRefused(endedMessage(null));
    if (error instanceof QuotaExceeded) throw new ActionRefused(`The author’s plan is used up. ${error.message}`);
    if (error instanceof BookInTrash) throw new ActionRefused('The author has deleted this book.');
    throw error;
  }
}

/** The workflow was gone, and the row is correct now: a reload shows the actions for an ended job. */
const endedMessage = (state: JobState | null): string =>
  `The job has ended meanwhile${state ? ` (${state})` : ''}; look at it again.`;

/**
 * Ends the workflow where it stands, or only the row of one that was never started, or is gone. The row follows at once;
 * otherwise the watchdog would see to it.
 */
async function terminate({ db, client }: SupportDependencies, job: SupportJobRecord, reason: string): Promise<void> {
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.getHandle(job.id).terminate(`Support: ${reason}`),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  await moveJob(db, job.id, 'failed', TERMINATED);
}

const TERMINATED = { code: 'workflow-terminated', message: 'Support ended this job. Retry it to go on.' };

const NOT_FOUND = 5;
function isNotFound(error: unknown): boolean {
  if (error instanceof Error && error.name === 'WorkflowNotFoundError') return true;
  return isGrpcServiceError(error) && Number(error.code) === NOT_FOUND;
}
