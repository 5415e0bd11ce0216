import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { CLIENT_TIMEOUT_MS } from './connection.js';

export interface WorkflowEnd {
  /** `workflow-terminated`, `workflow-failed`, …; `workflow-missing` when Temporal does not know it. */
  code: string;
  message: string;
}

/** How the newest run of a workflow ended; null while it runs. */
export async function workflowEnd(client: Client, workflowId: string): Promise<WorkflowEnd | null> {
  try {
    const { status } = await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return null;
    const word = status.name.toLowerCase().replaceAll('_', ' ');
    return {
      code: `workflow-${word.replaceAll(' ', '-')}`,
      message: `The workflow was ${word} from outside. Retry the job to go on.`,
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { code: 'workflow-missing', message: 'Temporal does not know this job’s workflow. Retry the job to go on.' };
  }
}
