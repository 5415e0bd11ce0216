import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { ConfigError } from '#config/config.js';
import type { Config } from '#config/config.js';
import { VERSIONED } from '#contracts/versioned-workers.js';

export interface Build {
  version: WorkerDeploymentVersion;
  /** Its workflows, which know by it that the worker is versioned. */
  code: string;
}

const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/gm;
const CHARACTERS = 12;

/**
 * Which build of its deployment this worker is; null without a deployment. Where no build is named, the workflows' own
 * bundle names it (ADR 26): the same workflows make the same build on every machine, changed ones another, and nobody can
 * forget it. Throws `ConfigError` when there is no bundle.
 */
export async function buildOf({ deployment, workflowBundle }: Config['temporal']): Promise<Build | null> {
  if (!deployment) return null;
  if (!workflowBundle) throw new ConfigError(['WORKFLOW_BUNDLE: needed with WORKER_DEPLOYMENT']);
  // read once: what is named is what runs, although another one is put there in this moment
  const code = await readFile(workflowBundle, 'utf8');
  const version = { deploymentName: deployment.name, buildId: deployment.buildId ?? hashOf(code) };
  return { version, code: `globalThis.${VERSIONED}=true;${code}` };
}

/** Of what runs: the source map behind it knows where it was built. */
const hashOf = (code: string): string =>
  createHash('sha256').update(code.replace(SOURCE_MAP, '').trimEnd()).digest('hex').slice(0, CHARACTERS);
