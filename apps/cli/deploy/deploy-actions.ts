import { hostname, userInfo } from 'node:os';
import { isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { fetchDeployment } from '#temporal/deployments/fetch-deployment.js';
import type { BuildState, DeploymentState } from '#temporal/deployments/fetch-deployment.js';
import { pollersOf } from '#temporal/deployments/deployment-pollers.js';
import { makeCurrent, ramp } from '#temporal/deployments/deployment-route.js';
import { countPinned } from '#temporal/deployments/pinned-workflows.js';

export interface Deployment {
  client: Client;
  name: string;
}

/** It was understood, and must not be done; the message says why. */
export class DeployRefused extends Error {
  override readonly name = 'DeployRefused';
}

/** Who did it, as Temporal and the status show it. */
const IDENTITY = `${userInfo().username}@${hostname()}`;
const FAILED_PRECONDITION = 9;

/** New workflows begin on the build, or a share of them in percent. Gives what is so now. Throws `DeployRefused`. */
export async function promote(deployment: Deployment, build: string, percentage?: number): Promise<string> {
  const look = await check(deployment);
  await mustPoll(deployment, look, build);
  if (look.current === build && percentage === undefined) return `${build} is the current build already.`;
  if (look.current === build)
    throw new DeployRefused(`${build} is current: all begin on it. A ramp takes a build that is not.`);
  if (percentage !== undefined) {
    await change(() => ramp(deployment.client, routeOf(deployment, look, build), percentage));
    return `${percentage} % of new workflows begin on ${build}; the others on ${look.current ?? 'unversioned workers'}.`;
  }
  await change(() => makeCurrent(deployment.client, routeOf(deployment, look, build)));
  const left = look.current ? ` What is open on ${look.current} goes on there.` : '';
  return `${build} is the current build: new workflows begin on it.${left}`;
}

/**
 * Takes a build back: ends its ramp, or, where it is current, makes the build current that was so before it. One that is
 * neither is left alone, so that a repeat changes nothing. Throws `DeployRefused`.
 */
export async function takeBack(deployment: Deployment, build: string): Promise<string> {
  const look = await check(deployment);
  if (look.ramping?.build === build) {
    await change(() => ramp(deployment.client, routeOf(deployment, look, ''), 0));
    return `The ramp of ${build} has ended. What began on it and is pinned goes on there.`;
  }
  const one = look.builds.find((each) => each.build === build);
  if (!one) throw new DeployRefused(unknown(look, build));
  if (look.current !== build) return `${build} is not in use; ${look.current ?? 'no build'} is current.`;
  const before = previous(look, one);
  if (!before) throw new DeployRefused(`No build was current before ${build}. Promote another one.`);
  await mustPoll(deployment, look, before.build);
  await change(() => makeCurrent(deployment.client, routeOf(deployment, look, before.build)));
  return `${before.build} is the current build again. What began on ${build} and is pinned goes on there: leave its workers.`;
}

/** Whether the workers of a build may be ended. Throws `DeployRefused` when there is no such build. */
export async function isDrained(deployment: Deployment, build: string): Promise<{ drained: boolean; words: string }> {
  const look = await check(deployment);
  const one = look.builds.find((each) => each.build === build);
  if (!one) throw new DeployRefused(unknown(look, build));
  const { status, checkedAt } = one;
  if (status === 'drained') return { drained: true, words: `${build} is drained: its workers may be ended.` };
  if (status === 'inactive') return { drained: true, words: `${build} never had work: its workers may be ended.` };
  if (status !== 'draining') return { drained: false, words: `${build} is ${status}: its workers are needed.` };
  const open = await countPinned(deployment.client, deployment.name, build);
  const counted = checkedAt ? `; Temporal counted at ${checkedAt.toISOString()}, and does so every few minutes` : '';
  return { drained: false, words: `${build} is draining: ${open} workflow(s) are open on it${counted}.` };
}

/** The build that stopped being current in the moment in which this one began; no ramp that ended later. */
const previous = (look: DeploymentState, { build, currentSince }: BuildState): BuildState | undefined =>
  look.builds
    .filter((each) => each.build !== build && each.deactivatedAt && currentSince && each.deactivatedAt <= currentSince)
    .sort((one, other) => Number(other.deactivatedAt) - Number(one.deactivatedAt))[0];

export async function check({ client, name }: Deployment): Promise<DeploymentState> {
  const look = await fetchDeployment(client, name);
  if (!look)
    throw new DeployRefused(
      `Namespace ${client.options.namespace} has no worker deployment ${name}: no worker with WORKER_DEPLOYMENT=${name} has come yet.`,
    );
  return look;
}

/** Work that nobody asks for would lie until somebody does. */
async function mustPoll({ client, name }: Deployment, look: DeploymentState, build: string): Promise<void> {
  if (!look.builds.some((each) => each.build === build)) throw new DeployRefused(unknown(look, build));
  if (!(await pollersOf(client, name, [build])).get(build))
    throw new DeployRefused(
      `No worker of ${build} asks for work of every kind. Start its workers first, and wait until they are ready.`,
    );
}

const unknown = (look: DeploymentState, build: string): string =>
  `No worker of ${build} has come. Those of ${look.name}: ${look.builds.map((each) => each.build).join(', ') || 'none'}.`;

const routeOf = ({ name }: Deployment, { conflictToken }: DeploymentState, build: string) => ({
  deployment: name,
  build,
  conflictToken,
  identity: IDENTITY,
});

async function change(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== FAILED_PRECONDITION) throw error;
    const isLate = error.details.includes('conflict token');
    throw new DeployRefused(
      isLate
        ? 'Somebody else changed the deployment in this moment. Look at the status, and ask again.'
        : error.details,
      { cause: error },
    );
  }
}
