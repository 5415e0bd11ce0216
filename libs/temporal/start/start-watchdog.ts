import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';

/** Ensures that the namespace's watchdog runs; every worker calls it at start. */
export async function startWatchdog(client: Client): Promise<void> {
  await client.workflow.start('watchdog', {
    workflowId: 'watchdog',
    taskQueue: ORCHESTRATION_QUEUE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}
