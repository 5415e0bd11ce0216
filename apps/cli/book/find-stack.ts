import { setTimeout as delay } from 'node:timers/promises';
import { Unreachable } from '#client/api-problem.js';
import { ExclusiveLock } from '../../stack/home/exclusive-lock.js';
import { openHome } from '../../stack/home/home.js';
import type { Settings } from '../../stack/home/settings.js';
import { Stack } from '../../stack/start/stack.js';
import { type Account, readStackState } from '../../stack/home/state-file.js';
import type { Terminal } from '../../stack/home/terminal.js';
import { ApiClient } from '../api-client.js';

export interface FoundStack {
  client: ApiClient;
  url: string;
  /** True when it was started for this run and stops with it. */
  own: boolean;
  stop(): Promise<void>;
}

/** Ctrl-C before there was a job. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const READY_WITHIN_MS = 60_000;

/**
 * The running stack of the data folder, or one started for this run; signed in as the author.
 * Waits for a stack or API that is starting.
 */
export async function findStack(
  settings: Settings,
  terminal: Terminal,
  interrupted: Promise<unknown>,
): Promise<FoundStack> {
  const home = openHome(settings.COLORBOOK_HOME);
  // Only a live stack holds the lock; stack.json alone may be stale.
  const lock = ExclusiveLock.tryTake(home.lock);
  if (lock) {
    lock.release();
    return startOwn(settings, terminal, interrupted);
  }
  terminal.now('Connecting to the stack');
  let stop = false;
  void interrupted.then(() => (stop = true));
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await delay(250)) {
    if (stop) throw new Interrupted('Interrupted.');
    const state = readStackState(home.state);
    if (!state || !(await isReady(state.url))) continue;
    terminal.now('');
    return { ...(await signIn(state.url, state.accounts)), own: false, stop: () => Promise.resolve() };
  }
  throw new Unreachable(`A stack runs in ${home.path}, but its api was not ready within ${READY_WITHIN_MS / 1000} s.`);
}

async function startOwn(settings: Settings, terminal: Terminal, interrupted: Promise<unknown>): Promise<FoundStack> {
  terminal.line('No stack runs here; starting one for this run.');
  const stack = await Stack.open(settings, terminal);
  try {
    const ended = interrupted.then(() => Promise.reject(new Interrupted('Interrupted while the stack was starting.')));
    await Promise.race([stack.start(), ended]);
    terminal.now('');
    return { ...(await signIn(stack.url, stack.accounts)), own: true, stop: () => stack.stop() };
  } catch (error) {
    terminal.now('Stopping the stack');
    await stack.stop();
    throw error;
  }
}

async function signIn(url: string, accounts: readonly Account[]): Promise<{ client: ApiClient; url: string }> {
  const author = accounts.find(({ role }) => role === 'author');
  if (!author) throw new Unreachable(`The stack at ${url} has no demo author to sign in as.`);
  const client = new ApiClient(url);
  await client.signIn(author.email, author.password);
  return { client, url };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
