import { relative } from 'node:path';
import { reachText } from './reach.js';
import { sameMoment } from '../home/same-moment.js';
import { loadDotEnv, readSettings, type Settings } from '../home/settings.js';
import { AlreadyRunning, Stack } from './stack.js';
import { CannotStart } from './supervised-process.js';
import { Terminal } from '../home/terminal.js';

/** Makes the first book of a new data folder and returns the paths of its files. Stops when the signal is aborted. */
export type MakeSample = (stack: Stack, terminal: Terminal, signal: AbortSignal) => Promise<string[]>;

/**
 * Runs the stack until a signal. The sample book is made by a client of the public API, passed by the caller:
 * the stack does not depend on one. Exit code 0 after an orderly stop, 1 when it could not start.
 */
export async function runStack(makeSample: MakeSample): Promise<number> {
  const terminal = new Terminal();
  try {
    loadDotEnv();
    return await run(readSettings(), terminal, makeSample);
  } catch (error) {
    explain(error, terminal);
    return 1;
  }
}

async function run(settings: Settings, terminal: Terminal, makeSample: MakeSample): Promise<number> {
  const started = Date.now();
  const { stopping, force } = stopSignals(terminal);
  terminal.line(terminal.paint('bold', 'ColorBook Engine'));
  const stack = await Stack.open(settings, terminal);
  try {
    const stopped = new Promise<'stopped'>((resolve) => stopping.addEventListener('abort', () => resolve('stopped')));
    if ((await Promise.race([stack.start(), stopped])) === 'stopped') return 0;
    welcome(stack, settings, terminal, Date.now() - started);
    if (settings.COLORBOOK_SAMPLE && stack.accounts.length > 0)
      await Promise.all([stopped, sample(makeSample(stack, terminal, stopping), terminal, stopping)]);
    else await stopped;
    return 0;
  } catch (error) {
    explain(error, terminal);
    return 1;
  } finally {
    terminal.now('');
    await stack.stop(force);
    if (stopping.aborted) terminal.line('Stopped. "npm start" goes on where this ended.');
  }
}

/** First signal: drain. Second: exit at once. The IPC channel closes when the parent script is killed. */
export function stopSignals(
  terminal: Terminal,
  words = 'Stopping: pages in work may finish, up to 30 s. Ctrl-C again stops at once.',
): { stopping: AbortSignal; force: AbortSignal } {
  const drain = new AbortController();
  const force = new AbortController();
  const isRepeat = sameMoment();
  const stop = (): void => {
    if (isRepeat()) return;
    if (drain.signal.aborted) return force.abort();
    terminal.line();
    terminal.line(words);
    drain.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  return { stopping: drain.signal, force: force.signal };
}

function welcome(stack: Stack, settings: Settings, terminal: Terminal, tookMs: number): void {
  terminal.line();
  terminal.line(`  ${terminal.paint('bold', 'Ready')} after ${(tookMs / 1000).toFixed(1)} s`);
  terminal.line();
  terminal.line(`  Console      ${terminal.paint('cyan', stack.url)}`);
  for (const address of stack.reach ?? []) terminal.line(`  Network      ${terminal.paint('cyan', address)}`);
  terminal.line(`  API          ${terminal.paint('cyan', `${stack.url}/docs`)}`);
  if (stack.addresses.temporalUi) terminal.line(`  Temporal UI  ${terminal.paint('cyan', stack.addresses.temporalUi)}`);
  terminal.line(`  Data folder  ${stack.home.path}`);
  terminal.line();
  const facts = {
    accounts: stack.accounts.length,
    sandbox: stack.addresses.sandbox !== null,
    publicUrl: settings.PUBLIC_URL,
    url: stack.url,
  };
  for (const words of reachText(stack.reach, facts)) terminal.warn(words);
  if (stack.reach) terminal.line();
  if (stack.accounts.length > 0) terminal.line(`  Demo accounts${stack.reach ? '' : ', good on this machine only'}:`);
  for (const { role, email, password } of stack.accounts)
    terminal.line(`    ${role.padEnd(8)} ${email.padEnd(26)} ${password}`);
  if (stack.accounts.length > 0) terminal.line();
}

/** A failed sample is reported and does not stop the stack. */
async function sample(made: Promise<string[]>, terminal: Terminal, stopping: AbortSignal): Promise<void> {
  try {
    const files = await made;
    if (files.length > 0) terminal.done('Sample book');
    for (const file of files) terminal.line(`      ${relative(process.cwd(), file)}`);
  } catch (error) {
    if (stopping.aborted) return;
    terminal.warn(`The sample book was not made: ${error instanceof Error ? error.message : String(error)}`);
  }
  terminal.line();
  terminal.line('  Make your own:  npm run book -- --theme "dinosaurs in space" --out book.pdf');
  terminal.line('  Stop:           Ctrl-C');
}

export function explain(error: unknown, terminal: Terminal): void {
  terminal.now('');
  if (error instanceof CannotStart) {
    terminal.fail(`${error.message}. The end of ${relative(process.cwd(), error.log.path)}:`);
    for (const line of error.log.tail()) terminal.line(`      ${line}`);
  } else if (error instanceof AlreadyRunning) {
    terminal.fail(`${error.message} Stop it first, or set COLORBOOK_HOME to another folder.`);
  } else terminal.fail(error instanceof Error ? error.message : String(error));
}
