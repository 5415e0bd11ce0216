import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { JobKind } from '#contracts/jobs.js';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { ExportBookInput, GenerateBookInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';
import { jobSearchAttributes } from '../search-attributes.js';

/** The workflow type of each kind of job. Named by string, so that a client needs none of the workflows' code. */
export const WORKFLOW_OF: Record<JobKind, string> = {
  'generate-book': 'generateBook',
  'export-book': 'exportBook',
  'sync-drive': 'syncBook',
};

/** Of 1 to 5; 3 is everybody's. */
const SERVED_FIRST = 2;

/**
 * Starts a job's workflow under the job's own id; safe to repeat. The owner is the fairness key: one author's thousand
 * books do not hold up another's one.
 */
export async function startJobWorkflow(
  client: Client,
  job: { id: string; kind: JobKind; ownerId: string; title: string; priority?: boolean },
): Promise<void> {
  const input: GenerateBookInput | ExportBookInput = { jobId: job.id, ownerId: job.ownerId };
  try {
    await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.start(WORKFLOW_OF[job.kind], {
        workflowId: job.id,
        taskQueue: ORCHESTRATION_QUEUE,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        priority: { fairnessKey: job.ownerId, ...(job.priority ? { priorityKey: SERVED_FIRST } : {}) },
        typedSearchAttributes: jobSearchAttributes({ ownerId: job.ownerId, kind: job.kind, state: 'queued' }),
        staticSummary: job.title.slice(0, 200),
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
