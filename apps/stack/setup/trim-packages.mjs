/**
 * Removes what no process can use on this machine from node_modules, which is a third of it. `npm ci`
 * restores it. Runs as a script in an image, for the root's packages:
 * `node apps/stack/setup/trim-packages.mjs [folder of the project]`.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathsOfRoot } from './lockfile.mjs';

const SYSTEMS = { linux: 'unknown-linux-gnu', darwin: 'apple-darwin', win32: 'pc-windows-msvc' };
const CPUS = { x64: 'x86_64', arm64: 'aarch64' };
/** Of `datasource db` in prisma/schema.prisma. */
const DATABASE = 'postgresql';
const SOURCE_MAP = /\.(?:[cm]?js|d\.[cm]?ts|css)\.map$/;
const LARGE = 32 * 1024;

export function trimPackages(root) {
  const modules = join(root, 'node_modules');
  trimTemporal(join(modules, '@temporalio', 'core-bridge'));
  trimPrisma(join(modules, '@prisma', 'client', 'runtime'));
  trimNode(join(modules, 'node', 'node_modules'));
  trimSentry(join(modules, 'sentry'));
  removeSourceMaps(modules);
}

/**
 * Removes packages that only the workspaces ask for. `npm ci --workspaces=false` installs those of them that are an optional peer of
 * one of the root's packages, such as the TypeScript compiler.
 */
export function removeOptionalPeers(root) {
  const needed = pathsOfRoot(readJson(root, 'package-lock.json').packages);
  const recordPath = join('node_modules', '.package-lock.json');
  const record = readJson(root, recordPath);
  for (const path of Object.keys(record.packages)) {
    if (needed.has(path)) continue;
    remove(root, path);
    delete record.packages[path];
  }
  // npm adds what is missing here
  writeFileSync(join(root, recordPath), JSON.stringify(record, null, 2));
}

/** The package has the native worker of each platform and its Rust source. */
function trimTemporal(folder) {
  const own = `${CPUS[process.arch]}-${SYSTEMS[process.platform]}`;
  if (!existsSync(join(folder, 'releases', own))) return;
  for (const name of readdirSync(join(folder, 'releases'))) if (name !== own) remove(folder, 'releases', name);
  remove(folder, 'sdk-core');
}

/** The package has the query compiler of each database. */
function trimPrisma(folder) {
  for (const name of list(folder))
    if (name.startsWith('query_compiler_') && !name.includes(`.${DATABASE}.`)) remove(folder, name);
}

/** C headers and manual pages beside the one program. */
function trimNode(folder) {
  for (const name of list(folder))
    if (name.startsWith('node-')) for (const part of ['include', 'share']) remove(folder, name, part);
}

/** The command that uploads source maps. Sentry's SDK needs it in its plugins for bundlers, which nothing here uses. */
function trimSentry(folder) {
  remove(folder, 'dist');
}

/** Only large bundled packages: removing many small ones costs time for little space. */
function removeSourceMaps(modules) {
  for (const name of readdirSync(modules, { recursive: true }))
    if (SOURCE_MAP.test(name) && statSync(join(modules, name)).size > LARGE) remove(modules, name);
}

const readJson = (root, path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const list = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
const remove = (...parts) => rmSync(join(...parts), { recursive: true, force: true });

if (process.argv[1]?.endsWith('trim-packages.mjs')) {
  const root = process.argv[2] ?? process.cwd();
  removeOptionalPeers(root);
  trimPackages(root);
}
