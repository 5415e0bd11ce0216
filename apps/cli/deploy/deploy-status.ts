import type { BuildState, BuildStatus, DeploymentState } from '#temporal/deployments/fetch-deployment.js';
import { pollersOf } from '#temporal/deployments/deployment-pollers.js';
import { countPinned } from '#temporal/deployments/pinned-workflows.js';
import { check } from './deploy-actions.js';
import type { Deployment } from './deploy-actions.js';

interface BuildStatusLine extends BuildState {
  /** Workers of it that ask for every kind of work. */
  workers: number;
  /** Open workflows that are pinned to it. */
  open: number;
}

/** The deployment in lines for people, or as JSON. Throws `DeployRefused` when there is none. */
export async function describeDeployment(deployment: Deployment, json: boolean): Promise<string> {
  const { conflictToken: _, ...look } = await check(deployment);
  const names = look.builds.map(({ build }) => build);
  const [workers, open] = await Promise.all([
    pollersOf(deployment.client, deployment.name, names),
    Promise.all(names.map((build) => countPinned(deployment.client, deployment.name, build))),
  ]);
  const builds = look.builds.map((each, at) => ({
    ...each,
    workers: workers.get(each.build) ?? 0,
    open: open[at] ?? 0,
  }));
  return json ? JSON.stringify({ ...look, builds }, null, 2) : inLines(look, builds);
}

function inLines(look: Omit<DeploymentState, 'conflictToken'>, builds: BuildStatusLine[]): string {
  const wide = Math.max(5, ...builds.map(({ build }) => build.length));
  const row = (...[build = '', status = '', workers = '', open = '', what = '']: string[]): string =>
    `  ${build.padEnd(wide)}  ${status.padEnd(9)}  ${workers.padStart(7)}  ${open.padStart(6)}  ${what}`.trimEnd();
  return [
    `${look.name}${look.changedBy ? `, last changed by ${look.changedBy}` : ''}`,
    row('build', 'status', 'workers', 'pinned'),
    ...builds.map((each) => row(each.build, each.status, `${each.workers}`, `${each.open}`, wordsOf(look, each))),
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

function wordsOf(
  { ramping }: Pick<DeploymentState, 'ramping'>,
  { build, status, workers, open }: BuildStatusLine,
): string {
  if (ramping?.build === build) return `${ramping.percentage} % of new workflows begin here`;
  if (status === 'draining' && workers === 0 && open > 0)
    return 'what is open here stands still: start its workers again';
  return WORDS[status];
}
