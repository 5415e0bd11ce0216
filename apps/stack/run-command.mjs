/** Runs under the project's own Node: builds what changed, then runs the command from `dist`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { withFolderLock } from './setup/folder-lock.mjs';
import { expected, say } from './say.mjs';

const ENTRIES = {
  start: 'apps/cli/start.js',
  dev: 'apps/stack/dev/dev.js',
  book: 'apps/cli/book/book.js',
  test: 'apps/stack/testing/test.js',
  check: 'apps/stack/testing/check.js',
  bench: 'test/bench/main.js',
  chaos: 'test/chaos/run/main.js',
  faults: 'test/chaos/run/main.js', // former name of chaos
  migration: 'apps/stack/database/new-migration.js',
  audit: 'apps/cli/audit.js',
  backup: 'apps/stack/database/backup.js',
  restore: 'apps/stack/database/restore.js',
  deploy: 'apps/cli/deploy/deploy.js',
};

/** Returns the exit code. An entry exports `main(args)` or does its work on import. */
export async function runCommand(root, command, args) {
  if (command === 'gallery') return (await import('../gallery/gallery.mjs')).serveGallery(root, args);
  // under `npm run dev`, Vite serves the console from its sources
  await build(root, { withConsole: command !== 'dev' });
  if (command === 'build') return 0;
  const entry = join(root, 'dist', ENTRIES[command]);
  if (!existsSync(entry)) throw expected(`There is nothing to run at ${entry}.`);
  process.argv = [process.execPath, entry, ...args];
  const { main } = await import(pathToFileURL(entry).href);
  return main ? ((await main(args)) ?? process.exitCode ?? 0) : new Promise(() => undefined);
}

async function build(root, { withConsole }) {
  await withFolderLock(join(root, 'dist', '.building'), 'Another start is building; waiting for it …', async () => {
    const { generateClient } = await import('./build/generate-client.mjs');
    await generateClient(root);
    const { compile } = await import('./build/compile.mjs');
    const { compiled, removed } = await compile(root);
    if (compiled + removed > 0) say(`Built ${compiled} file(s)${removed > 0 ? `, removed ${removed}` : ''}.`);
    const { bundleWorkflows } = await import('./build/bundle-workflows.mjs');
    await bundleWorkflows(root);
    if (!withConsole) return;
    const { buildConsole } = await import('./build/build-console.mjs');
    await buildConsole(root);
  });
}
