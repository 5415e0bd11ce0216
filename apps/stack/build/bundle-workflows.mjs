/** The workflows as one file for Temporal's sandbox. Made once here, since every worker would else run webpack. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../say.mjs';

export async function bundleWorkflows(root) {
  const dist = join(root, 'dist');
  const workflowsPath = join(dist, 'workflows', 'registry.js');
  const target = join(dist, 'workflow-bundle.js');
  const stampPath = join(dist, '.workflow-bundle-stamp');
  if (!existsSync(workflowsPath)) {
    rmSync(target, { force: true });
    return;
  }
  const stamp = stampOf(root, dist);
  if (existsSync(target) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return;
  say('Bundling the workflows …');
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: (text) => say(text), error: (text) => say(text) };
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [join(dist, 'workflows', 'tracing.js')],
    logger: quiet,
  });
  writeFileSync(`${target}.new`, code);
  renameSync(`${target}.new`, target);
  writeFileSync(stampPath, stamp);
}

/** A workflow may import itself, contracts, and libraries: those that can change are hashed, the rest by version. */
function stampOf(root, dist) {
  const digest = createHash('sha256');
  for (const name of ['worker', 'workflow', 'common', 'interceptors-opentelemetry'])
    digest.update(readFileSync(join(root, 'node_modules/@temporalio', name, 'package.json')));
  digest.update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['workflows', 'libs/contracts'])
    for (const name of readdirSync(join(dist, folder), { recursive: true }).sort())
      if (name.endsWith('.js')) digest.update(name).update(readFileSync(join(dist, folder, name)));
  return digest.digest('hex');
}
