import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { OPEN_BATCH_STATES } from '#contracts/batches.js';
import { errorCode } from '#contracts/error-code.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import { TransientFailure } from '#failures/failure.js';
import { moveJob } from '#jobs/job-record.js';
import { CLIENT_TIMEOUT_MS } from '#temporal/connection.js';
import { signalJob } from '#temporal/signal-job.js';

const MAX_COUNT = 500;

/**
 * Asks all work of a user to stop, once each; with `force`, terminates what has not stopped. Gives how
 * much is still at work.
 */
export async function stopJobs(
  { db, client }: { db: Database; client: Client },
  erasureId: string,
  ownerId: string,
  force: boolean,
): Promise<number> {
  const batches = await db.batch.findMany({
    where: { ownerId, state: { in: [...OPEN_BATCH_STATES] } },
    select: { id: true },
    take: MAX_COUNT,
  });
  for (const { id } of batches)
    if (force || !(await cancelWorkflow(client, id, erasureId))) {
      if (force) await end(client, id);
      // the batch first: taking its items waits for its row
      await db.$transaction([
        db.batch.updateMany({ where: { id, endedAt: null }, data: { state: 'canceled', endedAt: new Date() } }),
        db.batchItem.updateMany({ where: { batchId: id, state: 'waiting' }, data: { state: 'canceled' } }),
      ]);
    }
  const jobs = await db.job.findMany({ where: { ownerId, endedAt: null }, select: { id: true }, take: MAX_COUNT });
  for (const { id } of jobs)
    if (force || !(await cancelWorkflow(client, id, erasureId))) {
      if (force) await end(client, id);
      await moveJob(db, id, 'canceled');
    }
  const packing = await db.accountExport.findMany({ where: { ownerId, endedAt: null }, select: { id: true } });
  for (const { id } of packing) {
    await end(client, id);
    await db.accountExport.updateMany({ where: { id }, data: { state: 'expired', endedAt: new Date() } });
  }
  return (
    (await db.job.count({ where: { ownerId, endedAt: null } })) +
    (await db.batch.count({ where: { ownerId, endedAt: null } }))
  );
}

/** False: the workflow was never started, or is gone. */
async function cancelWorkflow(client: Client, id: string, erasureId: string): Promise<boolean> {
  return orGone(() => signalJob(client, id, `${erasureId}:cancel`, { name: SIGNALS.cancelJob }));
}

const end = (client: Client, id: string): Promise<boolean> =>
  orGone(async () => {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.getHandle(id).terminate('The account is erased'),
    );
  });

const NOT_FOUND = 5;

async function orGone(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || errorCode(error) === NOT_FOUND) return false;
    throw error;
  }
}

/** A deleted run stays in Temporal's lists for a while: half a minute by its own defaults. */
const MAX_CHECKS = 180;
const CHECK_INTERVAL_MS = 500;

/**
 * Has Temporal forget the histories of a person's jobs, which hold numbers only; it would do so by itself after its
 * retention. Resolves when its lists show none any more; throws a transient failure if they still do.
 */
export async function forgetHistories(client: Client, ownerId: string, heartbeat: () => void): Promise<void> {
  for (let check = 0; check < MAX_CHECKS; check += 1) {
    heartbeat();
    if ((await forgetListed(client, ownerId, heartbeat)) === 0) return;
    await delay(CHECK_INTERVAL_MS);
  }
  throw new TransientFailure('temporal-unavailable', 'Temporal still lists runs that it was told to forget.');
}

/** Gives how many there were. */
async function forgetListed(client: Client, ownerId: string, heartbeat: () => void): Promise<number> {
  let listed = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query: `OwnerId = "${ownerId}"` })) {
    heartbeat();
    listed += 1;
    await orGone(async () => {
      await client.workflowService.deleteWorkflowExecution({
        namespace: client.options.namespace,
        workflowExecution: { workflowId, runId },
      });
    });
  }
  return listed;
}
