/** Installs node_modules by package-lock.json for a command, if it is not up to date. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { withFolderLock } from './folder-lock.mjs';
import { expected, say } from '../say.mjs';
import { namedPaths, pathsOfRoot } from './lockfile.mjs';
import { removeOptionalPeers, trimPackages } from './trim-packages.mjs';

const STAMP = '.colorbook-stamp';
/** Package sets: the root package; or also all workspaces, which tests, checks and benchmarks need. */
export const [ROOT, ALL] = ['root', 'all'];

/** True when this set is installed; `ALL` includes `ROOT`. */
export const isInstalled = (root, set) => [set, ALL].some((each) => readStamp(root) === stampOf(root, each));

/** Installs when needed. A concurrent caller waits and then finds it done. */
export async function installPackages(root, set) {
  if (isInstalled(root, set)) return;
  const lock = join(root, 'dist', '.installing');
  await withFolderLock(lock, 'Another start is installing the packages; waiting for it …', async () => {
    if (isInstalled(root, set)) return;
    if (isComplete(root, ALL)) return stamp(root, ALL);
    if (set === ROOT && isComplete(root, ROOT)) return stamp(root, ROOT);
    refuseLink(root);
    // keeps the workspaces' packages that are installed already
    const wanted = readStamp(root)?.endsWith(ALL) ? ALL : set;
    // npm ci would remove the packages of a running stack first
    if (isComplete(root, ROOT)) await runNpm(root, ['install', '--no-save'], 'Adding the packages that tests need');
    else await runNpm(root, ['ci', ...(wanted === ROOT ? ['--workspaces=false'] : [])], INSTALLING);
    if (wanted === ROOT) removeOptionalPeers(root);
    trimPackages(root);
    stamp(root, wanted);
  });
}

const INSTALLING = 'Installing the packages that package-lock.json names. This happens once and takes about a minute';

/** `npm ci` empties node_modules first; a symlink may point to another checkout. */
function refuseLink(root) {
  const path = join(root, 'node_modules');
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw expected(
      `${path} is a link, and what it leads to does not fit this package-lock.json.\n` +
        'Install there, or remove the link; nothing was touched.',
    );
}

function stampOf(root, set) {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${digest.update(`${process.platform} ${process.arch}`).digest('hex')} ${set}`;
}

function readStamp(root) {
  const path = join(root, 'node_modules', STAMP);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const stamp = (root, set) => writeFileSync(join(root, 'node_modules', STAMP), stampOf(root, set));

/** True when npm's own record has all packages of the set. */
function isComplete(root, set) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = set === ALL ? Object.keys(locked).filter((path) => path !== '') : [...pathsOfRoot(locked)];
  // npm also marks a direct dependency as optional if it is optional elsewhere
  const named = namedPaths(locked);
  return wanted.every((path) => {
    const { version, optional, devOptional } = locked[path];
    return ((optional || devOptional) && !named.has(path)) || (path in present && present[path].version === version);
  });
}

async function runNpm(root, args, words) {
  const started = Date.now();
  say(`${words} …`);
  const ticker = setInterval(() => say(`  … still installing (${seconds(started)} s)`), 20_000);
  try {
    const { code, output } = await npm(root, [...args, '--loglevel=error', '--no-audit', '--no-fund']);
    if (code !== 0)
      throw expected(
        `The packages could not be installed (npm ${args[0]}, exit code ${code}):\n${firstLines(output)}\nIs the network open?`,
      );
  } finally {
    clearInterval(ticker);
  }
  say(`Packages installed in ${seconds(started)} s.`);
}

/** The npm that started this script, if any, with the user's version and settings. */
function npm(root, args) {
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const command = own ? process.execPath : 'npm';
  const shell = !own && process.platform === 'win32';
  // NODE_ENV=production must not omit build dependencies.
  const env = { ...process.env, NODE_ENV: 'development', npm_config_omit: '' };
  // Prisma would download its schema engine, which nothing here uses, unless it has one: any file that exists will do.
  env.PRISMA_SCHEMA_ENGINE_BINARY = process.execPath;
  return new Promise((resolve, reject) => {
    const child = spawn(command, own ? [own, ...args] : args, {
      cwd: root,
      shell,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, output }));
  });
}

const seconds = (started) => Math.round((Date.now() - started) / 1000);
/** npm prints the error first, then its usage. */
const firstLines = (text) => text.trim().split('\n').slice(0, 15).join('\n');
