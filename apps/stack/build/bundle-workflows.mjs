/** Bundles the workflows for Temporal's sandbox once, so that workers do not run webpack. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { say } from '../say.mjs';

/** Rebuilds the bundle when an input has changed; returns true if it did. */
export async function bundleWorkflows(root) {
  const dist = join(root, 'dist');
  const target = join(dist, 'workflow-bundle.js');
  const stampPath = join(dist, '.workflow-bundle-stamp');
  if (!existsSync(join(dist, 'workflows', 'registry.js'))) {
    rmSync(target, { force: true });
    return false;
  }
  if (existsSync(target) && isCurrent(root, dist, stampPath)) return false;
  say('Bundling the workflows …');
  const code = await makeBundle(root);
  const inputs = inputsOf(code, root);
  writeFileSync(`${target}.new`, code);
  renameSync(`${target}.new`, target);
  writeFileSync(stampPath, JSON.stringify({ inputs, digest: digestOf(root, dist, inputs) }));
  return true;
}

/** The bundle's code. A second run in one process takes half as long. */
export async function makeBundle(root) {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: (text) => say(text), error: (text) => say(text) };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'dist', 'workflows', 'registry.js'),
    workflowInterceptorModules: [join(root, 'dist', 'workflows', 'tracing.js')],
    logger: quiet,
  });
  return code;
}

/** Own modules in a bundle, as paths in `dist`, from its source map. */
function inputsOf(code, root) {
  const [, map] = /^\/\/# sourceMappingURL=data:application\/json[^,]*,(.+)$/m.exec(code);
  return JSON.parse(Buffer.from(map, 'base64').toString())
    .sources.filter((path) => path.startsWith(root) && !path.includes('node_modules') && path.endsWith('.ts'))
    .map((path) => relative(root, path).replace(/\.ts$/, '.js'))
    .sort();
}

/** A new module must be imported by one of these, so it is enough to check them. */
function isCurrent(root, dist, stampPath) {
  try {
    const { inputs, digest } = JSON.parse(readFileSync(stampPath, 'utf8'));
    return inputs.length > 0 && digest === digestOf(root, dist, inputs);
  } catch {
    return false;
  }
}

/** Own modules by their content, packages by their version. */
function digestOf(root, dist, inputs) {
  const digest = createHash('sha256');
  for (const name of ['worker', 'workflow', 'common', 'interceptors-opentelemetry'])
    digest.update(readFileSync(join(root, 'node_modules/@temporalio', name, 'package.json')));
  digest.update(readFileSync(join(root, 'package-lock.json')));
  for (const path of inputs) digest.update(path).update(readFileSync(join(dist, path)));
  return digest.digest('hex');
}
