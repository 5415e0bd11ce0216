import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { fetchDeployment } from './fetch-deployment.js';
import { pollersOf, unversionedPoll } from './deployment-pollers.js';
import { makeCurrent } from './deployment-route.js';

const CHECK_INTERVAL_MS = 1_000;

/**
 * Versioned workers get no work until a build is current. In a deployment that has never had one, the first build makes
 * itself current, once its workers poll every queue; where unversioned workers are still at work, not before they have
 * ended, since then a person is moving over, at their own pace. A conflict token lets one of many win. Resolves with true when it was
 * this build; retries as long as Temporal does not answer, and calls `onError` each time.
 */
export async function becomeFirst(
  client: Client,
  { deploymentName: deployment, buildId: build }: WorkerDeploymentVersion,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (; ; await delay(CHECK_INTERVAL_MS, undefined, { signal })) {
    try {
      const state = await fetchDeployment(client, deployment);
      if (state?.wasRouted) return false;
      if (!state || (await unversionedPoll(client))) continue;
      if (!(await pollersOf(client, deployment, [build])).get(build)) continue;
      const { conflictToken } = state;
      await makeCurrent(client, { deployment, build, conflictToken, identity: client.options.identity });
      return true;
    } catch (error) {
      if (signal.aborted) throw error;
      onError(error);
    }
  }
}
