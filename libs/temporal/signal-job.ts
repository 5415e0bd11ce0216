import type { Client } from '@temporalio/client';
import { CLIENT_TIMEOUT_MS } from './connection.js';
import { toPayloads } from './payload-codec.js';

/** A signal of a job's workflow, by the names of workflows/messages.ts. */
export type JobSignal =
  | { name: 'pause' | 'resume' | 'cancel' | 'tryAgain' | 'takeBack' }
  | { name: 'retryPages' | 'skipPages'; pages: number[] };

/** Sends a signal once: Temporal drops a repeat with the same request id. Throws the server's own error. */
export async function signalJob(client: Client, jobId: string, requestId: string, signal: JobSignal): Promise<void> {
  const payloads = await toPayloads(client, 'pages' in signal ? [signal.pages] : []);
  await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, async () =>
    client.workflowService.signalWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: jobId },
      signalName: signal.name,
      requestId,
      identity: client.options.identity,
      input: { payloads },
    }),
  );
}
