import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { ApplyStripeEventInput, RefundPaymentInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** Starts the workflow that applies an event, under the event's own id; safe to repeat. */
export const startEventWorkflow = (client: Client, eventId: string): Promise<void> =>
  start(client, 'applyStripeEvent', `stripe:${eventId}`, { eventId } satisfies ApplyStripeEventInput);

/** Starts the refund workflow under the request's own id; idempotent. */
export const startRefundWorkflow = (client: Client, requestId: string): Promise<void> =>
  start(client, 'refundPayment', `refund:${requestId}`, { requestId } satisfies RefundPaymentInput);

async function start(client: Client, type: string, workflowId: string, input: object): Promise<void> {
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start(type, {
        workflowId,
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
