import type { Client } from '@temporalio/client';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';
import { dateOf } from './fetch-deployment.js';

/** TaskQueueType, DescribeTaskQueueMode of Temporal's API. */
const WORKFLOWS = 1;
const ACTIVITIES = 2;
const ALL_PARTITIONS = 1;

/** What the workers of one build ask for between them. */
const WORK: [queue: string, type: number][] = [
  [ORCHESTRATION_QUEUE, WORKFLOWS],
  [ORCHESTRATION_QUEUE, ACTIVITIES],
  [ARTWORK_QUEUE, ACTIVITIES],
  [PDF_QUEUE, ACTIVITIES],
  [DRIVE_QUEUE, ACTIVITIES],
];
/** A worker without work asks again every minute; one that has just ended looks alive for as long. */
const POLLED_WITHIN_MS = 90_000;

/**
 * How many workers of each build ask for each kind of work; builds without pollers count 0. The mode that asks all
 * partitions of a queue is deprecated, and the only one that sees every worker: each polls some of the partitions.
 */
export async function pollersOf(client: Client, deployment: string, builds: string[]): Promise<Map<string, number>> {
  const asked = await Promise.all(WORK.map(([queue, type]) => fetchPollers(client, queue, type, deployment, builds)));
  return new Map(builds.map((build) => [build, Math.min(...asked.map(({ versioned }) => versioned.get(build) ?? 0))]));
}

/** Whether workers of no deployment take workflows on. */
export async function unversionedPoll(client: Client): Promise<boolean> {
  return (await fetchPollers(client, ORCHESTRATION_QUEUE, WORKFLOWS, '', [])).unversioned > 0;
}

async function fetchPollers(client: Client, queue: string, type: number, deployment: string, builds: string[]) {
  const versionOf = (build: string): string => `${deployment}:${build}`;
  const { versionsInfo } = await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: queue },
      apiMode: ALL_PARTITIONS,
      taskQueueType: WORKFLOWS,
      taskQueueTypes: [type],
      reportPollers: true,
      versions: { buildIds: builds.map(versionOf), unversioned: true },
    }),
  );
  const alive = (key: string): number =>
    new Set(
      (versionsInfo?.[key]?.typesInfo?.[type]?.pollers ?? [])
        .filter(({ lastAccessTime }) => Date.now() - Number(dateOf(lastAccessTime) ?? 0) < POLLED_WITHIN_MS)
        .map(({ identity }) => identity),
    ).size;
  return { unversioned: alive(''), versioned: new Map(builds.map((build) => [build, alive(versionOf(build))])) };
}
