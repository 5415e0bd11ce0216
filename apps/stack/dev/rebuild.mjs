/** One step of `npm run dev`: rebuilds `dist` from the changed sources. */
import { join } from 'node:path';
import { bundleWorkflows, makeBundle } from '../build/bundle-workflows.mjs';
import { compile } from '../build/compile.mjs';
import { withFolderLock } from '../setup/folder-lock.mjs';
import { generateClient } from '../build/generate-client.mjs';

/** Returns the changed sources. Rejects with all syntax errors. */
export async function recompile(root) {
  let changed = [];
  await withFolderLock(join(root, 'dist', '.building'), 'Another start is building; waiting for it …', async () => {
    await generateClient(root);
    await compile(root, (paths) => (changed = paths));
  });
  return changed;
}

/** True when the workflow bundle was rebuilt. */
export function rebundle(root) {
  return bundleWorkflows(root);
}

/** Warms up webpack: the first bundle of a process takes a second longer. */
export async function warmUp(root) {
  await makeBundle(root);
}
