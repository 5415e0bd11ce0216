import type { QueueJob, QueueJobJson } from '@bull-board/api/typings/app';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { SUPPORT_ROLES, cannot } from './board-refusal.js';
import { stateOf } from './board-visibility.js';
import type { BoardState } from './board-visibility.js';

/** More than the list shows, read for one execution. */
export interface Details {
  input: unknown;
  result: unknown;
  failure: string;
}

/** `workflow id.run id`: a workflow that continues as new is a job for each of its runs. */
export const jobIdOf = ({ workflowId, runId }: Pick<WorkflowExecutionInfo, 'workflowId' | 'runId'>): string =>
  `${workflowId}.${runId}`;

export function executionOf(id: string): { workflowId: string; runId: string } | null {
  const at = id.lastIndexOf('.');
  const runId = id.slice(at + 1);
  return at > 0 && /^[0-9a-f-]{36}$/.test(runId) ? { workflowId: id.slice(0, at), runId } : null;
}

/** One execution of a workflow, as bull-board wants a job. */
export class WorkflowJob implements QueueJob {
  readonly opts = {};
  readonly id: string;

  constructor(
    private readonly execution: Omit<WorkflowExecutionInfo, 'raw'>,
    private readonly details?: Details,
  ) {
    this.id = jobIdOf(execution);
  }

  getState(): Promise<BoardState> {
    return Promise.resolve(stateOf(this.execution));
  }

  toJSON(): QueueJobJson {
    const { workflowId, runId, type, status, startTime, executionTime, closeTime, taskQueue, historyLength } =
      this.execution;
    const failed = stateOf(this.execution) === 'failed';
    const word = status.name.toLowerCase().replaceAll('_', ' ');
    return {
      id: this.id,
      name: `${type} ${workflowId}`,
      timestamp: startTime.getTime(),
      processedOn: executionTime?.getTime() ?? null,
      finishedOn: closeTime?.getTime() ?? null,
      progress: closeTime && !failed ? 100 : 0,
      attemptsMade: 1,
      failedReason: failed ? [word, this.details?.failure].filter(Boolean).join(': ') : '',
      stacktrace: null,
      data: {
        workflowId,
        runId,
        taskQueue,
        historyLength,
        searchAttributes: this.execution.searchAttributes,
        ...(this.details ? { input: this.details.input } : {}),
      },
      returnvalue: this.details?.result ?? null,
      opts: {},
    };
  }

  retry(): Promise<void> {
    return cannot(SUPPORT_ROLES);
  }

  remove(): Promise<void> {
    return cannot('Temporal deletes histories by its retention.');
  }

  update(): Promise<void> {
    return cannot('What a workflow was started with is history; edit the book and rerun the job in the console.');
  }

  promote(): Promise<void> {
    return cannot(SUPPORT_ROLES);
  }
}
