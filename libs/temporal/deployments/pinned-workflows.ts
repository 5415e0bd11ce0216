import type { Client } from '@temporalio/client';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

/** As Temporal itself asks, to tell whether a build is drained; also for its UI and its CLI. */
export const pinnedQuery = (deployment: string, build: string): string =>
  `BuildIds = 'pinned:${deployment}:${build}' AND ExecutionStatus = 'Running'`;

/** Open workflows that are pinned to a build. Visibility lags a little behind. */
export async function countPinned(client: Client, deployment: string, build: string): Promise<number> {
  const { count } = await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
    client.workflow.count(pinnedQuery(deployment, build)),
  );
  return count;
}
