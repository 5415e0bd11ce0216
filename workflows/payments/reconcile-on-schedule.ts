import { executeChild, uuid4 } from '@temporalio/workflow';
import { reconciliationRuns } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';
import { reconcilePayments } from './reconcile-payments.js';

onNewBuild('PINNED', reconcileOnSchedule);

/** Started by the schedule: records a run over the last weeks, and executes it. */
export async function reconcileOnSchedule(): Promise<void> {
  const run = await reconciliationRuns.writeScheduledRun({ runId: uuid4() });
  await executeChild(reconcilePayments, { workflowId: run.workflowId, args: [{ runId: run.runId }] });
}
