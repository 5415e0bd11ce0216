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

/** A valid command that must not be executed; the message says why. */
export class DeployRefused extends Error {
  override readonly name = 'DeployRefused';
}

/** Identity of the change in Temporal and in the status. */
const IDENTITY = `${userInfo().username}@${hostname()}`;
const FAILED_PRECONDITION = 9;

/** Routes new workflows, or a percentage of them, to the build. Returns a message. Throws `DeployRefused`. */
export async function promote(deployment: Deployment, build: string, percentage?: number): Promise<string> {
  const state = await check(deployment);
  await mustPoll(deployment, state, build);
  if (state.current === build && percentage === undefined) return `${build} is the current build already.`;
  if (state.current === build)
    throw new DeployRefused(`${build} is current: all begin on it. A ramp takes a build that is not.`);
  if (percentage !== undefined) {
    await change(() => ramp(deployment.client, routeOf(deployment, state, build), percentage));
    return `${percentage} % of new workflows begin on ${build}; the others on ${state.current ?? 'unversioned workers'}.`;
  }
  await change(() => makeCurrent(deployment.client, routeOf(deployment, state, build)));
  const left = state.current ? ` What is open on ${state.current} goes on there.` : '';
  return `${build} is the current build: new workflows begin on it.${left}`;
}

/**
 * Rolls a build back: ends its ramp, or, if it is current, makes the previous build current. If it is
 * neither, nothing changes, so that a repeat is safe. Throws `DeployRefused`.
 */
export async function takeBack(deployment: Deployment, build: string): Promise<string> {
  const state = await check(deployment);
  if (state.ramping?.build === build) {
    await change(() => ramp(deployment.client, routeOf(deployment, state, ''), 0));
    return `The ramp of ${build} has ended. What began on it and is pinned goes on there.`;
  }
  const one = state.builds.find((each) => each.build === build);
  if (!one) throw new DeployRefused(unknown(state, build));
  if (state.current !== build) return `${build} is not in use; ${state.current ?? 'no build'} is current.`;
  const before = previous(state, one);
  if (!before) throw new DeployRefused(`No build was current before ${build}. Promote another one.`);
  await mustPoll(deployment, state, before.build);
  await change(() => makeCurrent(deployment.client, routeOf(deployment, state, before.build)));
  return `${before.build} is the current build again. What began on ${build} and is pinned goes on there: leave its workers.`;
}

/** Whether the workers of a build can be stopped. Throws `DeployRefused` for an unknown build. */
export async function isDrained(deployment: Deployment, build: string): Promise<{ drained: boolean; words: string }> {
  const state = await check(deployment);
  const one = state.builds.find((each) => each.build === build);
  if (!one) throw new DeployRefused(unknown(state, build));
  const { status, checkedAt } = one;
  if (status === 'drained') return { drained: true, words: `${build} is drained: its workers may be ended.` };
  if (status === 'inactive') return { drained: true, words: `${build} never had work: its workers may be ended.` };
  if (status !== 'draining') return { drained: false, words: `${build} is ${status}: its workers are needed.` };
  const open = await countPinned(deployment.client, deployment.name, build);
  const counted = checkedAt ? `; Temporal counted at ${checkedAt.toISOString()}, and does so every few minutes` : '';
  return { drained: false, words: `${build} is draining: ${open} workflow(s) are open on it${counted}.` };
}

/** The build that was current before this one; ramps are ignored. */
const previous = (state: DeploymentState, { build, currentSince }: BuildState): BuildState | undefined =>
  state.builds
    .filter((each) => each.build !== build && each.deactivatedAt && currentSince && each.deactivatedAt <= currentSince)
    .sort((one, other) => Number(other.deactivatedAt) - Number(one.deactivatedAt))[0];

export async function check({ client, name }: Deployment): Promise<DeploymentState> {
  const state = await fetchDeployment(client, name);
  if (!state)
    throw new DeployRefused(
      `Namespace ${client.options.namespace} has no worker deployment ${name}: no worker with WORKER_DEPLOYMENT=${name} has come yet.`,
    );
  return state;
}

/** Without pollers, routed work would wait. */
async function mustPoll({ client, name }: Deployment, state: DeploymentState, build: string): Promise<void> {
  if (!state.builds.some((each) => each.build === build)) throw new DeployRefused(unknown(state, build));
  if (!(await pollersOf(client, name, [build])).get(build))
    throw new DeployRefused(
      `No worker of ${build} asks for work of every kind. Start its workers first, and wait until they are ready.`,
    );
}

const unknown = (state: DeploymentState, build: string): string =>
  `No worker of ${build} has come. Those of ${state.name}: ${state.builds.map((each) => each.build).join(', ') || 'none'}.`;

const routeOf = ({ name }: Deployment, { conflictToken }: DeploymentState, build: string) => ({
  deployment: name,
  build,
  conflictToken,
  identity: IDENTITY,
});

async function change(operation: () => Promise<void>): Promise<void> {
  try {
    await operation();
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
