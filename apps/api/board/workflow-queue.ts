import { BaseAdapter } from '@bull-board/api/dist/queueAdapters/base.js';
import type {
  AppJobScheduler,
  JobCounts,
  JobSchedulerUpdateResult,
  JobStatus,
  QueueJob,
  QueueMetrics,
  QueueWorker,
  Status,
} from '@bull-board/api/typings/app';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import { SUPPORT_ROLES, cannot } from './board-refusal.js';
import { BOARD_STATES, bounded, countsOf, executionsOf, isBoardState } from './board-visibility.js';
import { historyAsText, inputAndEnd, outcomeOf } from './workflow-history.js';
import { WorkflowJob, executionOf } from './workflow-job.js';

export interface WorkflowQueueOptions {
  /** Workflow type, e.g. generateBook. */
  type: string;
  description: string;
  /** Its executions are jobs of authors, which have states of their own. */
  isJob: boolean;
  uiUrl: string | undefined;
}

/** A workflow type as a bull-board queue and its executions as jobs. Unsupported operations are refused with a message. */
export class WorkflowQueue extends BaseAdapter {
  constructor(
    private readonly client: Client,
    private readonly options: WorkflowQueueOptions,
  ) {
    const { type, uiUrl } = options;
    const base = uiUrl && `${uiUrl.replace(/\/$/, '')}/namespaces/${client.options.namespace}/workflows`;
    // of the library's two queue types the simpler one: no flows, no priorities
    super('bull', {
      // support actions require a reason and show their cost first, so they are done in the console
      readOnlyMode: true,
      allowRetries: false,
      allowCompletedRetries: false,
      displayName: type,
      description: options.description,
      ...(base ? { externalJobUrl: (job) => ({ displayText: 'Temporal', href: linkTo(base, String(job.id)) }) } : {}),
    });
  }

  getName(): string {
    return this.options.type;
  }

  getStatuses(): Status[] {
    return ['latest', ...BOARD_STATES];
  }

  getJobStatuses(): JobStatus[] {
    return [...BOARD_STATES];
  }

  async getJobCounts(): Promise<JobCounts> {
    const { type, isJob } = this.options;
    return countsOf(this.client, type, isJob);
  }

  async getJobs(statuses: JobStatus[], start = 0, end = 19): Promise<QueueJob[]> {
    const pages = await Promise.all(
      statuses.filter(isBoardState).map((state) => executionsOf(this.client, this.options.type, state, { start, end })),
    );
    return pages.flat().map((execution) => new WorkflowJob(execution));
  }

  async getJob(id: string): Promise<QueueJob | null> {
    const run = executionOf(id);
    if (!run) return null;
    try {
      const handle = this.client.workflow.getHandle(run.workflowId, run.runId);
      const execution = await bounded(this.client, () => handle.describe());
      if (execution.type !== this.options.type) return null;
      const { input, end } = await inputAndEnd(this.client, run, execution.status.name !== 'RUNNING');
      return new WorkflowJob(execution, { input, ...(await outcomeOf(this.client, end)) });
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  async getJobLogs(id: string): Promise<string[]> {
    const run = executionOf(id);
    return run ? historyAsText(this.client, run) : [];
  }

  clean(): Promise<void> {
    return cannot('Temporal deletes histories by its retention.');
  }

  /** Pollers of the workflow task queue. */
  override async getWorkers(): Promise<QueueWorker[] | null> {
    const { pollers } = await bounded(this.client, async () =>
      this.client.workflowService.describeTaskQueue({
        namespace: this.client.options.namespace,
        taskQueue: { name: ORCHESTRATION_QUEUE },
        taskQueueType: WORKFLOW_TASKS,
      }),
    );
    return (pollers ?? []).map(({ identity, lastAccessTime }) => ({
      id: identity ?? '',
      name: identity ?? null,
      addr: (identity ?? '').split('@')[1] ?? '',
      age: Math.max(0, Math.round(Date.now() / 1000 - Number(lastAccessTime?.seconds ?? 0))),
    }));
  }

  isPaused(): Promise<boolean> {
    return Promise.resolve(false);
  }
  pause(): Promise<void> {
    return cannot('Temporal cannot pause a workflow type; pause jobs in the console.');
  }
  resume(): Promise<void> {
    return cannot('Temporal cannot pause a workflow type, so none is paused.');
  }
  promoteAll(): Promise<void> {
    return cannot(SUPPORT_ROLES);
  }
  empty(): Promise<void> {
    return cannot('Jobs that wait are jobs of authors; cancel them in the console, with a reason.');
  }
  obliterate(): Promise<void> {
    return cannot('A workflow type cannot be removed.');
  }
  addJob(): Promise<QueueJob> {
    return cannot('Jobs are submitted by their authors.');
  }
  setGlobalConcurrency(): Promise<void> {
    return cannot('Workers decide how much they take: ACTIVITY_SLOTS.');
  }
  getGlobalConcurrency(): Promise<null> {
    return Promise.resolve(null);
  }
  getMetrics(): Promise<QueueMetrics> {
    return Promise.resolve({ meta: { count: 0, prevTS: 0, prevCount: 0 }, data: [], count: 0 });
  }
  getRedisInfo(): Promise<null> {
    return Promise.resolve(null);
  }
  getJobSchedulers(): Promise<Omit<AppJobScheduler, 'queueName'>[]> {
    return Promise.resolve([]);
  }
  getJobSchedulersCount(): Promise<number> {
    return Promise.resolve(0);
  }
  removeJobScheduler(): Promise<boolean> {
    return Promise.resolve(false);
  }
  updateJobScheduler(): Promise<JobSchedulerUpdateResult> {
    return Promise.resolve('not-found');
  }
  runJobSchedulerNow(): Promise<'not-found'> {
    return Promise.resolve('not-found');
  }
}

/** TaskQueueType of Temporal's API. */
const WORKFLOW_TASKS = 1;

function linkTo(base: string, id: string): string {
  const run = executionOf(id);
  return run ? `${base}/${encodeURIComponent(run.workflowId)}/${run.runId}` : base;
}
