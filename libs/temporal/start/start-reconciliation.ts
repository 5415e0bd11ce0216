import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { ReconcileInput, RepairInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** False when a run under this id is under way already: the same window by the same rules. */
export const startReconcileWorkflow = (client: Client, workflowId: string, input: ReconcileInput): Promise<boolean> =>
  start(client, 'reconcilePayments', workflowId, input, WorkflowIdReusePolicy.ALLOW_DUPLICATE);

/** Starts the workflow of a confirmed repair, once under this id; idempotent. */
export const startRepairWorkflow = (client: Client, workflowId: string, input: RepairInput): Promise<boolean> =>
  start(client, 'repairPayment', workflowId, input, WorkflowIdReusePolicy.REJECT_DUPLICATE);

async function start(
  client: Client,
  type: string,
  workflowId: string,
  input: object,
  workflowIdReusePolicy: WorkflowIdReusePolicy,
): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start(type, { workflowId, taskQueue: ORCHESTRATION_QUEUE, args: [input], workflowIdReusePolicy }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}

const SCHEDULE = 'reconcile-payments';

/** Ensures the reconciliation schedule with the configured interval; every worker calls it at start. */
export async function ensureReconciliationSchedule(client: Client, everyMinutes: number): Promise<void> {
  const spec = { intervals: [{ every: everyMinutes * 60_000 }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: 'reconcileOnSchedule',
    workflowId: SCHEDULE,
    taskQueue: ORCHESTRATION_QUEUE,
    args: [],
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP };
  try {
    await client.schedule.create({ scheduleId: SCHEDULE, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(SCHEDULE);
    await handle.update(({ state }) => ({ spec, action, policies, state }));
  }
}
