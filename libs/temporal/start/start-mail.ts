import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { SendMailInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** Starts the workflow that sends a mail, under the mail's own id; safe to repeat. */
export async function startMailWorkflow(client: Client, mailId: string): Promise<void> {
  const input: SendMailInput = { mailId };
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start('sendMail', {
        workflowId: mailId,
        taskQueue: ORCHESTRATION_QUEUE,
        args: [input],
        // A run that was terminated in Temporal's UI may start again; one that completed may not.
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
