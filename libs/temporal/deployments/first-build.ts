import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { fetchDeployment } from './fetch-deployment.js';
import { pollersOf, unversionedPoll } from './deployment-pollers.js';
import { makeCurrent } from './deployment-route.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Versioned workers get no work until a build is current. In a deployment that has never had one, the first build makes
 * itself current, once its workers poll every queue; where unversioned workers are still at work, not before they have
 * ended, since then a person is moving over, at their own pace. A conflict token lets one of many win. Resolves with true when it was
 * this build; goes on asking as long as Temporal does not answer, and tells `onError` each time.
 */
export async function becomeFirst(
  client: Client,
  { deploymentName: deployment, buildId: build }: WorkerDeploymentVersion,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (; ; await delay(LOOK_EVERY_MS, undefined, { signal })) {
    try {
      const look = await fetchDeployment(client, deployment);
      if (look?.wasRouted) return false;
      if (!look || (await unversionedPoll(client))) continue;
      if (!(await pollersOf(client, deployment, [build])).get(build)) continue;
      const { conflictToken } = look;
      await makeCurrent(client, { deployment, build, conflictToken, identity: client.options.identity });
      return true;
    } catch (error) {
      if (signal.aborted) throw error;
      onError(error);
    }
  }
}
