/** Under the project's own Node: makes ready what changed, then runs the wanted command from `dist`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { withFolderLock } from './folder-lock.mjs';
import { expected, say } from './say.mjs';

const ENTRIES = {
  start: 'apps/stack/start.js',
  book: 'apps/cli/book.js',
  test: 'apps/stack/test.js',
  check: 'apps/stack/check.js',
  bench: 'test/bench/main.js',
  faults: 'test/faults/storm/main.js',
  migration: 'apps/stack/new-migration.js',
  audit: 'apps/cli/audit.js',
  backup: 'apps/stack/backup.js',
  restore: 'apps/stack/restore.js',
  deploy: 'apps/cli/deploy.js',
};

/** Gives the exit code. An entry exports `main(args)`; a plain script that does its work on import is fine as well. */
export async function runCommand(root, command, args) {
  await build(root);
  if (command === 'build') return 0;
  const entry = join(root, 'dist', ENTRIES[command]);
  if (!existsSync(entry)) throw expected(`There is nothing to run at ${entry}.`);
  process.argv = [process.execPath, entry, ...args];
  const { main } = await import(pathToFileURL(entry).href);
  return main ? ((await main(args)) ?? process.exitCode ?? 0) : new Promise(() => undefined);
}

async function build(root) {
  await withFolderLock(join(root, 'dist', '.building'), 'Another start is building; waiting for it …', async () => {
    const { generateClient } = await import('./generate-client.mjs');
    await generateClient(root);
    const { compile } = await import('./compile.mjs');
    const { compiled, removed } = await compile(root);
    if (compiled + removed > 0) say(`Built ${compiled} file(s)${removed > 0 ? `, removed ${removed}` : ''}.`);
    const { bundleWorkflows } = await import('./bundle-workflows.mjs');
    await bundleWorkflows(root);
    const { buildConsole } = await import('./build-console.mjs');
    await buildConsole(root);
  });
}
