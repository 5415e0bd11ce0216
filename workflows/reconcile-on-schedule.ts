import { executeChild, uuid4 } from '@temporalio/workflow';
import { runRecords } from './capabilities.js';
import { onNewBuild } from './on-new-build.js';
import { reconcilePayments } from './reconcile-payments.js';

onNewBuild('PINNED', reconcileOnSchedule);

/** What the schedule starts: writes a run of the last weeks down, and carries it out. */
export async function reconcileOnSchedule(): Promise<void> {
  const run = await runRecords.writeScheduledRun({ runId: uuid4() });
  await executeChild(reconcilePayments, { workflowId: run.workflowId, args: [{ runId: run.runId }] });
}
