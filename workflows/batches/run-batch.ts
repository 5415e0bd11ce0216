import {
  ParentClosePolicy,
  condition,
  continueAsNew,
  patched,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { BatchTake, RunBatchInput } from '#contracts/work.js';
import { batches, archive, permanentFailureOf } from '../activity-proxies.js';
import { cancelJob, jobSettled } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';

/** Books in progress at once: enough for some workers, and few enough for other authors. */
const WINDOW = 16;
/** Jobs signal when they end or park; in case a signal is lost, their rows are checked at this interval. */
const CHECK_INTERVAL = '5s';

// pinned, it would start books on an old or withdrawn build until it ends
onNewBuild('AUTO_UPGRADE', runBatch);

/**
 * One kind of work over many books: each is a job of its own and a child that outlives this run, a window of them at a
 * time. A book that waits for its author makes room for the next. The workflow's id is the batch's.
 */
export async function runBatch({ batchId, ownerId, attempt: asked, carried }: RunBatchInput): Promise<void> {
  let canceled = carried?.canceled ?? false;
  let notified = false;
  setHandler(cancelJob, () => {
    canceled = true;
  });
  setHandler(jobSettled, () => {
    notified = true;
  });

  const started = await batches.beginBatch({ batchId, ...attemptOf(asked) });
  if (!started) return;
  // a run that wakes after its author restarted the batch must not change the newer attempt
  const run = { batchId, ...attemptOf(asked ?? started.attempt) };
  const open = new Set(started.open);
  let left = 1;
  let stopping = false;
  while (left > 0 || open.size > 0) {
    if (canceled && !stopping) {
      await batches.cancelItems({ ...run, open: [...open] });
      [stopping, left] = [true, 0];
    }
    if (left > 0 && open.size < WINDOW) left = await fillWindow();
    await condition(() => notified || (canceled && !stopping), CHECK_INTERVAL);
    notified = false;
    for (const jobId of await batches.settleItems({ ...run, open: [...open] })) open.delete(jobId);
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof runBatch>({ ...run, ownerId, carried: { canceled } });
  }
  const noArchive = await pack();
  await batches.finishBatch({ ...run, canceled, ...(noArchive ? { noArchive } : {}) });

  /** Why there is no archive, when the store refuses it for good: the books are done all the same. */
  async function pack(): Promise<string | undefined> {
    try {
      await archive.packBatch(run);
      return undefined;
    } catch (error) {
      const refusal = permanentFailureOf(error);
      if (!refusal || !patched('ends-without-archive')) throw error;
      return refusal.message;
    }
  }

  async function fillWindow(): Promise<number> {
    const taken = await batches.takeItems({ ...run, count: WINDOW - open.size, open: [...open] });
    await Promise.all(taken.jobs.map(startJob));
    for (const { id } of taken.jobs) open.add(id);
    return taken.left;
  }

  async function startJob(job: BatchTake['jobs'][number]): Promise<void> {
    if (!job.isNew) return batches.wakeJob({ ...run, jobId: job.id, requestId: workflowInfo().runId });
    try {
      await startChild(job.workflow, {
        workflowId: job.id,
        args: [{ jobId: job.id, ownerId }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        priority: { fairnessKey: ownerId, ...(job.priority ? { priorityKey: 2 } : {}) },
        staticSummary: job.title.slice(0, 200),
      });
    } catch (error) {
      // the watchdog was faster; its row is checked
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}

/** `beginBatch` of earlier versions returned no attempt: then none is checked. */
const attemptOf = (attempt: number | undefined): { attempt?: number } => (attempt === undefined ? {} : { attempt });
