import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../project.js';

let reaper: ChildProcess | undefined;

/**
 * Ends a child process when this process ends, by a signal, an error or `kill -9`. `signal` asks it
 * to stop (default SIGTERM); SIGKILL follows. `folder` is removed with it. For processes without an IPC channel
 * (PostgreSQL, Temporal), or that this process may not outlive: see orphan-reaper.mjs.
 */
export function endWithParent<C extends ChildProcess>(
  child: C,
  { signal = 'SIGTERM', folder }: { signal?: NodeJS.Signals; folder?: string } = {},
): C {
  const { pid } = child;
  if (pid === undefined) return child; // it could not be run
  reaper ??= startReaper();
  const { stdin } = reaper;
  stdin?.write(`${JSON.stringify({ pid, signal, folder })}\n`);
  child.once('exit', () => stdin?.write(`${JSON.stringify({ ended: pid })}\n`));
  return child;
}

/** Ends all registered processes now, and resolves when they have ended. */
export async function endChildren(): Promise<void> {
  if (!reaper || reaper.exitCode !== null) return;
  const { stdin } = reaper;
  reaper.ref();
  const ended = once(reaper, 'exit');
  stdin?.end();
  await ended;
}

/** It must not keep this process alive; its output is ignored. */
function startReaper(): ChildProcess {
  const script = inProject('apps', 'stack', 'home', 'orphan-reaper.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  const { stdin } = child;
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return child;
}
