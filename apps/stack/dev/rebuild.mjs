/** One step of `npm run dev`: makes `dist` anew from what has changed in the sources. */
import { join } from 'node:path';
import { bundleWorkflows, makeBundle } from '../build/bundle-workflows.mjs';
import { compile } from '../build/compile.mjs';
import { withFolderLock } from '../setup/folder-lock.mjs';
import { generateClient } from '../build/generate-client.mjs';

/** Gives the sources that changed. Rejects with all syntax errors, when there are any. */
export async function recompile(root) {
  let changed = [];
  await withFolderLock(join(root, 'dist', '.building'), 'Another start is building; waiting for it …', async () => {
    await generateClient(root);
    await compile(root, (paths) => (changed = paths));
  });
  return changed;
}

/** True when the workflows' bundle had to be made anew. */
export function rebundle(root) {
  return bundleWorkflows(root);
}

/** The first bundle of a process takes a second longer than the next ones; this one is thrown away. */
export async function warmUp(root) {
  await makeBundle(root);
}
