import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { EraseAccountInput, ExportAccountInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** Starts the workflow that packs a person's data, under the export's own id; safe to repeat. */
export const startExportWorkflow = (client: Client, exportId: string): Promise<void> =>
  start(client, 'exportAccount', exportId, { exportId } satisfies ExportAccountInput);

/** Starts the workflow that erases an account, under the erasure's own id; safe to repeat. */
export const startErasureWorkflow = (client: Client, erasureId: string): Promise<void> =>
  start(client, 'eraseAccount', erasureId, { erasureId } satisfies EraseAccountInput);

async function start(client: Client, type: string, workflowId: string, input: object): Promise<void> {
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start(type, {
        workflowId,
        taskQueue: ORCHESTRATION_QUEUE,
        args: [input],
        // its rows say where it was: one that was terminated in Temporal's UI, or lost with it, starts again
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
