import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { ConfigError } from '#config/config.js';
import type { Config } from '#config/config.js';
import { VERSIONED } from '#contracts/versioned-workers.js';

export interface Build {
  version: WorkerDeploymentVersion;
  /** Workflow bundle, with the flag that the worker is versioned. */
  code: string;
}

const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/gm;
const CHARACTERS = 12;

/**
 * The worker's build id; null without a deployment. The default is a hash of the workflow
 * bundle (ADR 26): the same workflows give the same build id on every machine, changed ones another, so nobody can
 * forget it. Throws `ConfigError` when there is no bundle.
 */
export async function buildOf({ deployment, workflowBundle }: Config['temporal']): Promise<Build | null> {
  if (!deployment) return null;
  if (!workflowBundle) throw new ConfigError(['WORKFLOW_BUNDLE: needed with WORKER_DEPLOYMENT']);
  // read once, so that the id matches the code, even if the file is replaced meanwhile
  const code = await readFile(workflowBundle, 'utf8');
  const version = { deploymentName: deployment.name, buildId: deployment.buildId ?? hashOf(code) };
  return { version, code: `globalThis.${VERSIONED}=true;${code}` };
}

/** Hash without the source map, which contains paths of the build machine. */
const hashOf = (code: string): string =>
  createHash('sha256').update(code.replace(SOURCE_MAP, '').trimEnd()).digest('hex').slice(0, CHARACTERS);
