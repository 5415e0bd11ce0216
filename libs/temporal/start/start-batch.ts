import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { RunBatchInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** Starts a batch's workflow under the batch's own id, also to resume it; a running one is re-used. */
export async function startBatchWorkflow(
  client: Client,
  { id: batchId, ownerId, attempt }: { id: string; ownerId: string; attempt: number },
): Promise<void> {
  const input: RunBatchInput = { batchId, ownerId, attempt };
  await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
    client.workflow.start('runBatch', {
      workflowId: batchId,
      taskQueue: ORCHESTRATION_QUEUE,
      args: [input],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      priority: { fairnessKey: ownerId },
    }),
  );
}
