/**
 * Builds the package `@colorbook/client` from libs/client: `node apps/stack/build/pack-client.mjs`, then `npm pack ./dist/client`,
 * or `npm publish ./dist/client`. Another folder may be named.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = process.argv[2] ?? join(root, 'dist', 'client');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const args = [compiler, '-p', join(root, 'libs', 'client'), '--outDir', folder];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
for (const [source, name] of [
  ['libs/client/package.json', 'package.json'],
  ['docs/client.md', 'README.md'],
  ['LICENSE', 'LICENSE'],
])
  copyFileSync(join(root, source), join(folder, name));
process.exitCode = status ?? 1;
