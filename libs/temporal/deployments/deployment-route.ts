import type { Client } from '@temporalio/client';

/** Temporal updates every partition of every queue before it answers. */
const ROUTE_TIMEOUT_MS = 30_000;

interface Route {
  deployment: string;
  build: string;
  /** Conflict token of the state that the change is based on. */
  conflictToken: Uint8Array;
  /** Who changes it, for others to see. */
  identity: string;
}

/** From now on new workflows, and all that upgrade by themselves, run on this build; a ramp of it ends. */
export async function makeCurrent(client: Client, { deployment, build, ...more }: Route): Promise<void> {
  await client.withDeadline(Date.now() + ROUTE_TIMEOUT_MS, () =>
    client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: client.options.namespace,
      deploymentName: deployment,
      buildId: build,
      ...more,
    }),
  );
}

/** This share of workflows, in percent, runs on the build; an empty build ends the ramp. */
export async function ramp(client: Client, { deployment, build, ...more }: Route, percentage: number): Promise<void> {
  await client.withDeadline(Date.now() + ROUTE_TIMEOUT_MS, () =>
    client.workflowService.setWorkerDeploymentRampingVersion({
      namespace: client.options.namespace,
      deploymentName: deployment,
      buildId: build,
      percentage,
      ...more,
    }),
  );
}
