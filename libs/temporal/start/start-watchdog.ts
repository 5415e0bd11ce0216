import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';

/** Makes sure that the one watchdog of the namespace runs; every worker says so when it starts. */
export async function startWatchdog(client: Client): Promise<void> {
  await client.workflow.start('watchdog', {
    workflowId: 'watchdog',
    taskQueue: ORCHESTRATION_QUEUE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}
