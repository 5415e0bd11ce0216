import { WorkflowNotFoundError, isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { JobSignal } from '#contracts/signals.js';
import { CLIENT_TIMEOUT_MS } from './connection.js';
import { toPayloads } from './payload-codec.js';

/** The gRPC status of Temporal's service for a workflow that never was, or has ended. */
const NOT_FOUND = 5;

/**
 * Sends a signal once: Temporal drops a repeat with the same request id. Throws `WorkflowNotFoundError` when no workflow
 * of this id is running, as the client's own handles do, or else the server's own error.
 */
export async function signalJob(client: Client, jobId: string, requestId: string, signal: JobSignal): Promise<void> {
  const payloads = await toPayloads(client, 'pages' in signal ? [signal.pages] : []);
  const send = () =>
    client.workflowService.signalWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: jobId },
      signalName: signal.name,
      requestId,
      identity: client.options.identity,
      input: { payloads },
    });
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, send);
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== NOT_FOUND) throw error;
    throw new WorkflowNotFoundError(error.details || 'It is not running', jobId, undefined);
  }
}
