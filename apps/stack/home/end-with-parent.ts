import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../project.js';

let reaper: ChildProcess | undefined;

/**
 * Has a child process end when this process ends, however that happens: by a signal, an error or `kill -9`. `signal` asks it
 * to stop (SIGTERM unless told); SIGKILL follows. `folder` goes with it. For processes that have no channel which tells
 * them (PostgreSQL, Temporal), or that this process would not outlive in order: see orphan-reaper.mjs.
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

/** Ends now all that would end with this process, and resolves when it is done. */
export async function endChildren(): Promise<void> {
  if (!reaper || reaper.exitCode !== null) return;
  const { stdin } = reaper;
  reaper.ref();
  const ended = once(reaper, 'exit');
  stdin?.end();
  await ended;
}

/** It must not keep this process alive, and nobody reads what it says. */
function startReaper(): ChildProcess {
  const script = inProject('apps', 'stack', 'home', 'orphan-reaper.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  const { stdin } = child;
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return child;
}
