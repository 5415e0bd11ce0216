/** Puts node_modules in the state that package-lock.json describes, if it is not in it already. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { withFolderLock } from './folder-lock.mjs';
import { expected, say } from '../say.mjs';

const STAMP = '.colorbook-stamp';

/** Installs when needed. A second caller waits for the first and then finds all done. */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  const lock = join(root, 'dist', '.installing');
  await withFolderLock(lock, 'Another start is installing the packages; waiting for it …', async () => {
    if (isInstalled(root)) return;
    if (!matchesLockfile(root)) {
      refuseLink(root);
      await runNpmCi(root);
    }
    writeFileSync(join(root, 'node_modules', STAMP), stampOf(root));
  });
}

/** `npm ci` begins by emptying node_modules; through a link that would be the folder of another checkout. */
function refuseLink(root) {
  const path = join(root, 'node_modules');
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw expected(
      `${path} is a link, and what it leads to does not fit this package-lock.json.\n` +
        'Install there, or remove the link; nothing was touched.',
    );
}

function stampOf(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
}

function isInstalled(root) {
  const path = join(root, 'node_modules', STAMP);
  return existsSync(path) && readFileSync(path, 'utf8') === stampOf(root);
}

/** True when somebody ran npm by hand and its own record says that all that must be there is there. */
function matchesLockfile(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

async function runNpmCi(root) {
  const started = Date.now();
  say('Installing the packages that package-lock.json names. This happens once and takes about a minute …');
  const ticker = setInterval(() => say(`  … still installing (${seconds(started)} s)`), 20_000);
  try {
    const { code, output } = await npm(root, ['ci', '--loglevel=error', '--no-audit', '--no-fund']);
    if (code !== 0)
      throw expected(
        `The packages could not be installed (npm ci, exit code ${code}):\n${firstLines(output)}\nIs the network open?`,
      );
  } finally {
    clearInterval(ticker);
  }
  say(`Packages installed in ${seconds(started)} s.`);
}

/** The npm that called us, if it did, so that its version and settings are the person's own. */
function npm(root, args) {
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const command = own ? process.execPath : 'npm';
  const shell = !own && process.platform === 'win32';
  // A production environment must not leave out what the build needs.
  const env = { ...process.env, NODE_ENV: 'development', npm_config_omit: '' };
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
/** npm says first what is wrong, and then, at length, how it can be used. */
const firstLines = (text) => text.trim().split('\n').slice(0, 15).join('\n');
