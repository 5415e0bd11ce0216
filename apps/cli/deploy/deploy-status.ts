import type { BuildState, BuildStatus, DeploymentState } from '#temporal/deployments/fetch-deployment.js';
import { pollersOf } from '#temporal/deployments/deployment-pollers.js';
import { countPinned } from '#temporal/deployments/pinned-workflows.js';
import { check } from './deploy-actions.js';
import type { Deployment } from './deploy-actions.js';

interface BuildStatusLine extends BuildState {
  /** Workers that poll every task queue. */
  workers: number;
  /** Open workflows that are pinned to the build. */
  open: number;
}

/** The deployment as text or JSON. Throws `DeployRefused` when there is none. */
export async function describeDeployment(deployment: Deployment, json: boolean): Promise<string> {
  const { conflictToken: _, ...state } = await check(deployment);
  const names = state.builds.map(({ build }) => build);
  const [workers, open] = await Promise.all([
    pollersOf(deployment.client, deployment.name, names),
    Promise.all(names.map((build) => countPinned(deployment.client, deployment.name, build))),
  ]);
  const builds = state.builds.map((each, at) => ({
    ...each,
    workers: workers.get(each.build) ?? 0,
    open: open[at] ?? 0,
  }));
  return json ? JSON.stringify({ ...state, builds }, null, 2) : inLines(state, builds);
}

function inLines(state: Omit<DeploymentState, 'conflictToken'>, builds: BuildStatusLine[]): string {
  const wide = Math.max(5, ...builds.map(({ build }) => build.length));
  const row = (...[build = '', status = '', workers = '', open = '', what = '']: string[]): string =>
    `  ${build.padEnd(wide)}  ${status.padEnd(9)}  ${workers.padStart(7)}  ${open.padStart(6)}  ${what}`.trimEnd();
  return [
    `${state.name}${state.changedBy ? `, last changed by ${state.changedBy}` : ''}`,
    row('build', 'status', 'workers', 'pinned'),
    ...builds.map((each) => row(each.build, each.status, `${each.workers}`, `${each.open}`, statusText(state, each))),
  ].join('\n');
}

const WORDS: Record<BuildStatus, string> = {
  current: 'new workflows begin here',
  ramping: '',
  inactive: 'waits to be promoted',
  draining: 'its workers are needed',
  drained: 'its workers may be ended',
  unknown: '',
};

function statusText(
  { ramping }: Pick<DeploymentState, 'ramping'>,
  { build, status, workers, open }: BuildStatusLine,
): string {
  if (ramping?.build === build) return `${ramping.percentage} % of new workflows begin here`;
  if (status === 'draining' && workers === 0 && open > 0)
    return 'what is open here stands still: start its workers again';
  return WORDS[status];
}
