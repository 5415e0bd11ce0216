import type { Client } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import { CHECK_TIMEOUT_MS } from '#observability/health.js';

export interface Routed {
  deployment: string;
  build: string;
  /** Whether new workflows start on this build: all, some, or none. */
  routed: 'current' | 'ramping' | 'no' | 'unknown';
}

/** Read from the task queue, which is cheap and authoritative. Never rejects. */
export async function routedTo(client: Client, { deploymentName, buildId }: WorkerDeploymentVersion): Promise<Routed> {
  const own = { deployment: deploymentName, build: buildId };
  const isThis = (version: { deploymentName?: string | null; buildId?: string | null } | null | undefined): boolean =>
    version?.deploymentName === deploymentName && version.buildId === buildId;
  try {
    const { versioningInfo: info } = await client.withDeadline(Date.now() + CHECK_TIMEOUT_MS, () =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: ORCHESTRATION_QUEUE },
      }),
    );
    if (isThis(info?.currentDeploymentVersion)) return { ...own, routed: 'current' };
    return { ...own, routed: isThis(info?.rampingDeploymentVersion) ? 'ramping' : 'no' };
  } catch {
    return { ...own, routed: 'unknown' };
  }
}
