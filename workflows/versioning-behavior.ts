import { setWorkflowOptions } from '@temporalio/workflow';
import { VERSIONED } from '#contracts/versioned-workers.js';

/**
 * Sets whether a workflow ends on the build of its deployment that it started on (PINNED), or moves to the one that is
 * current (AUTO_UPGRADE). It is said on versioned workers only: the SDK (1.24) sends it from all, and Temporal refuses it of
 * others, so that nothing would ever get on there. What decides is the worker, never a history: each may come to either.
 */
export function onNewBuild<A extends unknown[], R>(
  versioningBehavior: 'PINNED' | 'AUTO_UPGRADE',
  workflow: (...args: A) => Promise<R>,
): void {
  if (VERSIONED in globalThis) setWorkflowOptions({ versioningBehavior }, workflow);
}
