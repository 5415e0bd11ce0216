import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { jobSettled } from './messages.js';

/** Signals the batch of a job that the job has ended or needs attention. */
export async function notifyParent(): Promise<void> {
  const { parent, workflowId } = workflowInfo();
  if (!parent) return;
  // the batch may have ended; it checks the rows of its jobs anyway
  await getExternalWorkflowHandle(parent.workflowId)
    .signal(jobSettled, workflowId)
    .catch(() => undefined);
}
