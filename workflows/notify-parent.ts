import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { jobSettled } from './messages.js';

/** A job that belongs to a batch says that it came to rest: that it has ended, or waits for its author. */
export async function notifyParent(): Promise<void> {
  const { parent, workflowId } = workflowInfo();
  if (!parent) return;
  // the batch may have ended; it looks at the rows of its jobs anyway
  await getExternalWorkflowHandle(parent.workflowId)
    .signal(jobSettled, workflowId)
    .catch(() => undefined);
}
