import { isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

type Timestamp = { seconds?: unknown; nanos?: number | null } | null | undefined;
type Summary = temporal.api.deployment.v1.WorkerDeploymentInfo.IWorkerDeploymentVersionSummary;

/**
 * `inactive`: never had work. `current`, `ramping`: new workflows start on it. `draining`: workflows that are pinned to it
 * are open. `drained`: none are.
 */
export type BuildStatus = 'inactive' | 'current' | 'ramping' | 'draining' | 'drained' | 'unknown';

export interface BuildState {
  build: string;
  status: BuildStatus;
  /** When its first worker came. */
  createdAt: Date | null;
  currentSince: Date | null;
  /** When it stopped being current or ramping. */
  deactivatedAt: Date | null;
  /** When Temporal last counted what is pinned to it; every few minutes. */
  checkedAt: Date | null;
}

export interface DeploymentState {
  name: string;
  current: string | null;
  ramping: { build: string; percentage: number } | null;
  /** A route was set explicitly, be it to unversioned workers again. */
  wasRouted: boolean;
  changedBy: string;
  /** The newest first. */
  builds: BuildState[];
  /** A change with it fails when another one was faster. */
  conflictToken: Uint8Array;
}

/** WorkerDeploymentVersionStatus of Temporal's API. */
const STATUS: BuildStatus[] = ['unknown', 'inactive', 'current', 'ramping', 'draining', 'drained', 'inactive'];
/** gRPC's status of what is not there. */
const NOT_FOUND = 5;

/** A worker deployment as Temporal sees it, in 4 s at most; null when no worker of it has come yet. */
export async function fetchDeployment(client: Client, name: string): Promise<DeploymentState | null> {
  const { namespace } = client.options;
  try {
    const { conflictToken, workerDeploymentInfo: info } = await client.withDeadline(
      Date.now() + CLIENT_TIMEOUT_MS,
      () => client.workflowService.describeWorkerDeployment({ namespace, deploymentName: name }),
    );
    const routing = info?.routingConfig;
    const ramping = routing?.rampingDeploymentVersion?.buildId;
    return {
      name,
      current: routing?.currentDeploymentVersion?.buildId ?? null,
      ramping: ramping ? { build: ramping, percentage: routing?.rampingVersionPercentage ?? 0 } : null,
      wasRouted: Boolean(routing?.currentVersionChangedTime ?? routing?.rampingVersionChangedTime),
      changedBy: info?.lastModifierIdentity ?? '',
      builds: (info?.versionSummaries ?? []).map(buildOf),
      conflictToken,
    };
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return null;
    throw error;
  }
}

const buildOf = (summary: Summary): BuildState => ({
  build: summary.deploymentVersion?.buildId ?? '',
  status: STATUS[Number(summary.status ?? 0)] ?? 'unknown',
  createdAt: dateOf(summary.createTime),
  currentSince: dateOf(summary.currentSinceTime),
  deactivatedAt: dateOf(summary.lastDeactivationTime),
  checkedAt: dateOf(summary.drainageInfo?.lastCheckedTime),
});

export const dateOf = (time: Timestamp): Date | null =>
  time ? new Date(Number(time.seconds ?? 0) * 1_000 + (time.nanos ?? 0) / 1_000_000) : null;
