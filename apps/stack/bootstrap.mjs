/**
 * Entry point of `npm start`, `npm test` and `npm run` with one of COMMANDS. Runs on any Node from 20 and needs
 * no package, since it installs them; everything after that runs under the project's own Node.
 */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { endWithNpm } from './home/end-with-npm.mjs';
import { ALL, installPackages, isInstalled, ROOT } from './setup/install.mjs';
import { prefetchTemporal } from './setup/temporal-ways.mjs';
import { say, sayError } from './say.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
const COMMANDS = [
  'start',
  'dev',
  'book',
  'test',
  'check',
  'gallery',
  'bench',
  'chaos',
  'faults', // former name of chaos
  'build',
  'migration',
  'audit',
  'backup',
  'restore',
  'deploy',
];
/** Commands that need the workspaces' packages; `build` because developers run scripts of `dist` after it. */
const NEED_ALL = new Set(['test', 'check', 'bench', 'chaos', 'faults', 'build', 'dev', 'gallery']);
/** Commands that run their own Temporal server. */
const NEED_TEMPORAL = new Set(['start', 'dev', 'test', 'check', 'bench', 'chaos', 'faults']);
const OLDEST_NODE = 20;

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  if (!COMMANDS.includes(command)) return refuse(`Say one of: ${COMMANDS.join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    return refuse(
      `ColorBook Engine needs Node ${OLDEST_NODE} or newer to start; this is Node ${process.versions.node}.\n` +
        'Get a current one from https://nodejs.org; the project then brings the version that it runs on by itself.',
    );
  const packages = NEED_ALL.has(command) ? ALL : ROOT;
  const isFirst = !isInstalled(root, packages);
  await Promise.all([installPackages(root, packages), isFirst && NEED_TEMPORAL.has(command) && prefetchTemporal(say)]);
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) return refuse(`The project's own Node is not at ${node}. Remove node_modules and try again.`);
  endWithNpm();
  if (realpathSync(node) !== realpathSync(process.execPath)) return goOnUnder(node, command, args);
  const { runCommand } = await import('./run-command.mjs');
  return runCommand(root, command, args);
}

/**
 * Runs this file again under the project's Node and returns its exit code. Forwards signals; Ctrl-C in a terminal
 * reaches the child twice, which treats two in one moment as one. The IPC channel tells the
 * child when this process is killed.
 */
function goOnUnder(node, command, args) {
  const child = spawn(node, [process.argv[1], command, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

function refuse(reason) {
  sayError(reason);
  return 2;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    sayError(error?.expected ? error.message : (error?.stack ?? String(error)));
    say('');
    process.exit(1);
  },
);
