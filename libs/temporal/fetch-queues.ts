import type { Client } from '@temporalio/client';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import { CLIENT_TIMEOUT_MS } from './connection.js';

/** TaskQueueType of Temporal's API. */
const WORKFLOWS = 1;
const ACTIVITIES = 2;

/** Workflows run on one queue alone; activities on all. */
const QUEUES: [queue: string, types: number[]][] = [
  [ORCHESTRATION_QUEUE, [WORKFLOWS, ACTIVITIES]],
  [ARTWORK_QUEUE, [ACTIVITIES]],
  [PDF_QUEUE, [ACTIVITIES]],
  [DRIVE_QUEUE, [ACTIVITIES]],
];

export interface QueueState {
  queue: string;
  /** When a worker last polled; null: no poll for some minutes. */
  polledAt: Date | null;
  /** Workers that asked lately. */
  pollers: number;
  /** About how many tasks wait; null when the server does not count them. */
  backlog: number | null;
}

/** Every task queue as Temporal sees it, in 4 s at most. Throws when Temporal does not answer. */
export const fetchQueues = (client: Client): Promise<QueueState[]> =>
  client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
    Promise.all(QUEUES.map(([queue, types]) => fetchQueue(client, queue, types))),
  );

async function fetchQueue(client: Client, queue: string, types: number[]): Promise<QueueState> {
  const answers = await Promise.all(
    types.map((taskQueueType) =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: queue },
        taskQueueType,
        reportStats: true,
      }),
    ),
  );
  const pollers = answers.flatMap((answer) => answer.pollers ?? []);
  const polled = pollers.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
  const counted = answers.every(({ stats }) => stats != null);
  return {
    queue,
    polledAt: polled.length > 0 ? new Date(Math.max(...polled)) : null,
    pollers: new Set(pollers.map(({ identity }) => identity)).size,
    backlog: counted ? answers.reduce((sum, { stats }) => sum + Number(stats?.approximateBacklogCount ?? 0), 0) : null,
  };
}
