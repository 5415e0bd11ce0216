import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { BulkActionInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** Starts a bulk action's workflow under the action's id; idempotent. */
export async function startBulkActionWorkflow(client: Client, input: BulkActionInput): Promise<void> {
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start('bulkAct', {
        workflowId: input.bulkId,
        taskQueue: ORCHESTRATION_QUEUE,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
