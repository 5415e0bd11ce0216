import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { eraseWhatCameBack } from '#accounts/erasure-record.js';
import { isInUse } from '#accounts/shared-files.js';
import { OPEN_BATCH_STATES } from '#contracts/batches.js';
import { JOB_KINDS, jobKind } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { ACTIVE_STATES } from '#jobs/job-states.js';
import { moveJob } from '#jobs/job-record.js';
import { purgeTrash } from '#books/purge-trash.js';
import { startErasureWorkflow, startExportWorkflow } from '#temporal/start/start-account.js';
import { startBatchWorkflow } from '#temporal/start/start-batch.js';
import { startBulkActionWorkflow } from '#temporal/start/start-bulk-action.js';
import { WORKFLOW_OF, startJobWorkflow } from '#temporal/start/start-job.js';
import { startReconcileWorkflow, startRepairWorkflow } from '#temporal/start/start-reconciliation.js';
import { startMailWorkflow } from '#temporal/start/start-mail.js';
import { workflowEnd } from '#temporal/workflow-end.js';
import { startEventWorkflow, startRefundWorkflow } from '#temporal/start/start-payment.js';
import { reconcileId } from '#reconciliation/run/run-id.js';
import { repairId, timesRepaired } from '#reconciliation/repairs/claim.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { completeOutcomes } from '#support/bulk-actions/outcomes.js';
import { runActivity } from '../run-activity.js';

const BATCH = 500;
/** A job is given this long to be started by whoever accepted it, and its workflow this long to write its rows. */
const GRACE_MS = 3_000;
/** A workflow ends within moments of its job's row; one that still exists after this long is not waited for. */
const LEFT_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A device may resend offline edits for this long, not knowing that they had arrived. */
const OFFLINE_EDIT_DAYS = 30;

/** Retention of resolved alerts: long enough to compare with last year's. */
const ALERT_DAYS = 400;

/**
 * Rows whose field is older than the grace, or lies in the future: an api may have written it whose clock is ahead, and
 * what it accepted does not wait until that time has come. What is done to them is safe to repeat.
 */
function pastGrace<T>(whose: (field: { lt: Date } | { gt: Date }) => T): { OR: T[] } {
  const [before, after] = [new Date(Date.now() - GRACE_MS), new Date(Date.now() + GRACE_MS)];
  return { OR: [whose({ lt: before }), whose({ gt: after })] };
}

export interface UpkeepDeps {
  db: Database;
  store: ArtifactStore;
  client: Client;
}

/** Activities of the watchdog: each is bounded and idempotent. */
export const createUpkeepActivities = ({ db, store, client }: UpkeepDeps) => ({
  /** Starts accepted work that has no workflow yet: jobs, batches, bulk actions, account work; also records outcomes of bulk actions. */
  startQueuedJobs: (): Promise<number> =>
    runActivity(async () => {
      const queued = await db.job.findMany({
        where: { state: 'queued', ...pastGrace((createdAt) => ({ createdAt })) },
        select: { id: true, kind: true, ownerId: true, priority: true, book: { select: { title: true } } },
        orderBy: { createdAt: 'asc' },
        take: BATCH,
      });
      for (const { book, ...job } of queued)
        await startJobWorkflow(client, { ...job, kind: jobKind.parse(job.kind), title: book.title });
      let started = queued.length;
      for (const start of [startBulkActions, startBatches, startAccountWork]) started += await start(db, client);
      await completeOutcomes(db);
      return started;
    }),

  startQueuedMails: (): Promise<number> =>
    runActivity(async () => {
      const queued = await db.outgoingMail.findMany({
        where: { state: 'queued', ...pastGrace((createdAt) => ({ createdAt })) },
        select: { id: true },
        orderBy: { createdAt: 'asc' },
        take: BATCH,
      });
      for (const { id } of queued) await startMailWorkflow(client, id);
      return queued.length;
    }),

  /** Stripe events that were stored and not applied, and requested refunds. */
  startQueuedPayments: (): Promise<number> =>
    runActivity(async () => {
      const [events, refunds] = await Promise.all([
        db.stripeEvent.findMany({
          where: { state: 'stored', ...pastGrace((receivedAt) => ({ receivedAt })) },
          select: { id: true },
          orderBy: { receivedAt: 'asc' },
          take: BATCH,
        }),
        db.refundRequest.findMany({
          where: { endedAt: null, ...pastGrace((createdAt) => ({ createdAt })) },
          select: { id: true },
          orderBy: { createdAt: 'asc' },
          take: BATCH,
        }),
      ]);
      for (const { id } of events) await startEventWorkflow(client, id);
      for (const { id } of refunds) await startRefundWorkflow(client, id);
      return events.length + refunds.length + (await startFinance(db, client)) + (await endBrokenRuns(db, client));
    }),

  /** A workflow that was ended from outside must not leave its job "running", and a job that has ended no workflow. */
  reconcileJobs: (): Promise<number> =>
    runActivity(async () => {
      const rows = await db.job.findMany({
        where: { state: { in: [...ACTIVE_STATES] }, ...pastGrace((updatedAt) => ({ updatedAt })) },
        select: { id: true, state: true },
        orderBy: { updatedAt: 'asc' },
        take: BATCH,
      });
      const running = await runningIds(client);
      let corrected = await endLeftWorkflows(db, client, [...running]);
      for (const { id, state } of rows) {
        if (running.has(id)) continue;
        const end = await workflowEnd(client, id);
        if (!end || (end.code === 'workflow-missing' && state === 'queued')) continue;
        if (await moveJob(db, id, 'failed', end)) corrected += 1;
      }
      return corrected;
    }),

  tidyUp: (): Promise<void> =>
    runActivity(async () => {
      // the database's time: a worker whose clock is a month ahead must not throw away what is a minute old
      const [{ now } = { now: new Date(0) }] = await db.$queryRaw<{ now: Date }[]>`SELECT now()`;
      const yesterday = new Date(now.getTime() - DAY_MS);
      await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: yesterday } } });
      await db.refreshToken.deleteMany({ where: { expiresAt: { lt: yesterday } } });
      await db.accountToken.deleteMany({ where: { expiresAt: { lt: yesterday } } });
      await db.loginThrottle.deleteMany({ where: { updatedAt: { lt: yesterday } } });
      const longAgo = new Date(now.getTime() - OFFLINE_EDIT_DAYS * DAY_MS);
      await db.offlineEdit.deleteMany({ where: { createdAt: { lt: longAgo } } });
      await db.alert.deleteMany({ where: { resolvedAt: { lt: new Date(Date.now() - ALERT_DAYS * DAY_MS) } } });
      await db.errorHour.deleteMany({ where: { hour: { lt: longAgo } } });
      await db.errorGroup.deleteMany({ where: { lastAt: { lt: longAgo } } });
      await purgeTrash(db, now);
      await eraseWhatCameBack(db);
      await collectOrphans(db, store, yesterday);
    }),
});

/** Reconciliation runs that were asked for, and repairs that were confirmed. */
async function startFinance(db: Database, client: Client): Promise<number> {
  const [runs, items] = await Promise.all([
    db.reconciliationRun.findMany({
      where: { state: 'queued', trigger: { not: 'schedule' }, ...pastGrace((startedAt) => ({ startedAt })) },
      take: BATCH,
    }),
    db.reconciliationException.findMany({ where: { state: 'repairing' }, select: { id: true }, take: BATCH }),
  ]);
  for (const run of runs) await startReconcileWorkflow(client, reconcileId(run), { runId: run.id });
  for (const { id } of items)
    await startRepairWorkflow(client, repairId(id, await timesRepaired(db, id)), { itemId: id });
  return runs.length + items.length;
}

/** A run whose workflow was ended from outside must not stay "running". */
async function endBrokenRuns(db: Database, client: Client): Promise<number> {
  const runs = await db.reconciliationRun.findMany({
    where: { state: 'running', ...pastGrace((startedAt) => ({ startedAt })) },
    take: BATCH,
  });
  let ended = 0;
  for (const run of runs) {
    if (!(await workflowEnd(client, reconcileId(run)))) continue;
    const { count } = await db.reconciliationRun.updateMany({
      where: { id: run.id, state: 'running' },
      data: { state: 'failed', message: 'It was ended from outside. Start it again.', endedAt: new Date() },
    });
    ended += count;
  }
  return ended;
}

async function startBulkActions(db: Database, client: Client): Promise<number> {
  const accepted = await db.bulkAction.findMany({
    where: { state: { in: ['canary', 'running'] }, ...pastGrace((updatedAt) => ({ updatedAt })) },
    select: { id: true, canary: true },
    take: BATCH,
  });
  for (const { id, canary } of accepted) {
    await startBulkActionWorkflow(client, { bulkId: id, canary: canary !== null });
    // its workflow is started once: one that was ended from outside must not leave the action "running"
    if (!(await workflowEnd(client, id))) continue;
    await db.bulkAction.updateMany({
      where: { id, endedAt: null },
      data: {
        state: 'stopped',
        message: 'It was ended from outside. Start it again for the rest.',
        endedAt: new Date(),
      },
    });
  }
  return accepted.length;
}

/** Batches that were accepted; one whose workflow was terminated resumes, since its rows have the progress. */
async function startBatches(db: Database, client: Client): Promise<number> {
  const open = await db.batch.findMany({
    where: { state: { in: [...OPEN_BATCH_STATES] }, ...pastGrace((updatedAt) => ({ updatedAt })) },
    select: { id: true, ownerId: true, attempt: true },
    orderBy: { createdAt: 'asc' },
    take: BATCH,
  });
  for (const batch of open) await startBatchWorkflow(client, batch);
  return open.length;
}

/** Exports and erasures whose workflow is not there: never started, ended from outside, or of before a restore. */
async function startAccountWork(db: Database, client: Client): Promise<number> {
  const open = { endedAt: null, ...pastGrace((updatedAt) => ({ updatedAt })) };
  const [exports, erasures] = await Promise.all([
    db.accountExport.findMany({ where: open, select: { id: true }, take: BATCH }),
    db.accountErasure.findMany({ where: open, select: { id: true }, take: BATCH }),
  ]);
  if (exports.length + erasures.length === 0) return 0;
  const running = await runningIds(client, ['exportAccount', 'eraseAccount']);
  const isLost = ({ id }: { id: string }): boolean => !running.has(id);
  for (const { id } of exports.filter(isLost)) await startExportWorkflow(client, id);
  for (const { id } of erasures.filter(isLost)) await startErasureWorkflow(client, id);
  return exports.filter(isLost).length + erasures.filter(isLost).length;
}

const JOB_WORKFLOWS = JOB_KINDS.map((kind) => WORKFLOW_OF[kind]);

async function runningIds(client: Client, workflows = JOB_WORKFLOWS): Promise<Set<string>> {
  const types = workflows.map((each) => `"${each}"`).join(', ');
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({
    query: `ExecutionStatus = "Running" AND WorkflowType IN (${types})`,
  }))
    ids.add(workflowId);
  return ids;
}

/** Ends workflows whose job has ended long since: they do nothing more that counts. */
async function endLeftWorkflows(db: Database, client: Client, running: string[]): Promise<number> {
  let ended = 0;
  for (let at = 0; at < running.length; at += BATCH) {
    const left = await db.$queryRaw<{ id: string; state: string }[]>`
      SELECT id, state FROM "Job"
      WHERE id = ANY(${running.slice(at, at + BATCH)}::uuid[]) AND "endedAt" < now() - ${LEFT_MS} * interval '1 millisecond'`;
    for (const { id, state } of left) {
      try {
        await client.workflow.getHandle(id).terminate(`Its job is ${state}.`);
        ended += 1;
      } catch (error) {
        // the list of running workflows is a moment behind
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
  }
  return ended;
}

async function collectOrphans(db: Database, store: ArtifactStore, before: Date): Promise<void> {
  for await (const { sha256, modifiedAt } of store.list()) {
    if (modifiedAt >= before) continue;
    if (!(await isInUse(db, sha256))) await store.remove(sha256);
  }
}
