/** `npm run gallery [-- --port 6007]`: shows the console's shared components in Storybook, on 127.0.0.1 only. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

/** Runs Storybook's command line under this Node; `dev` serves, `build` writes files. */
export function storybook(root, command, args, options = { stdio: 'inherit' }) {
  const program = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
  const settings = ['--config-dir', join(root, 'apps/gallery/.storybook'), '--disable-telemetry', '--quiet'];
  return spawn(process.execPath, [program, command, ...settings, ...args], { ...options, cwd: root });
}

/** Gives the exit code. */
export function serveGallery(root, args) {
  const child = storybook(root, 'dev', ['--ci', '--no-version-updates', '--host', '127.0.0.1', ...args]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
