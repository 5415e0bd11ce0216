import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

let bundle: Promise<string> | undefined;

/** Path of the workflows' bundle: the one that `npm test` built, or one made here from the sources. */
export function workflowBundle(): Promise<string> {
  bundle ??= process.env['TEST_WORKFLOW_BUNDLE'] ? Promise.resolve(process.env['TEST_WORKFLOW_BUNDLE']) : makeBundle();
  return bundle;
}

async function makeBundle(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(process.cwd(), 'workflows', 'registry.ts'),
    workflowInterceptorModules: [join(process.cwd(), 'workflows', 'tracing.ts')],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: ['source', 'import', 'require', 'node', 'default'] },
    }),
  });
  const path = join(await mkdtemp(join(tmpdir(), 'colorbook-bundle-')), 'workflows.js');
  await writeFile(path, code);
  return path;
}
