import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogFile } from './log-file.js';
import { endProcess } from '../home/process-identity.js';
import type { ProcessState } from '../home/state-file.js';

export interface Command {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** One of our own Node processes: gets the channel that tells it when the stack is gone. */
  guarded?: boolean;
}

/** What the supervisor must know about one process. */
export interface Part {
  name: string;
  port: number | null;
  /** Called before each start, so that it may also clear away what a killed predecessor left behind. */
  command(): Promise<Command> | Command;
  /** Polled until it says true. `lines` are those that the process has written since this start. */
  isReady(lines: readonly string[]): Promise<boolean> | boolean;
  stopSignal: NodeJS.Signals;
  /** How long it may take to drain. */
  graceMs: number;
  /** After so many deaths in a row before it was ever ready, it is given up; three unless told. */
  attempts?: number;
  /** Hears all that the process writes, beside its log file. */
  hear?(chunk: Buffer): void;
}

const READY_POLL_MS = 40;
const READY_WITHIN_MS = 90_000;
/** Who lives this long after being ready starts with a clean sheet. */
const STABLE_AFTER_MS = 10_000;
const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 5_000;
/** Before it was ever ready, so many deaths in a row mean that it cannot start at all. */
const HOPELESS_AFTER = 3;

/** Waiting time before the next start; the first death in a long time is answered at once. */
export function backOff(deathsInARow: number): number {
  return deathsInARow <= 1 ? 0 : Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (deathsInARow - 2));
}

/** Thrown by `start()` when the process never becomes ready. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
  constructor(
    readonly part: string,
    reason: string,
    readonly log: LogFile,
  ) {
    super(`${part} ${reason}`);
  }
}

/** Keeps one process running until told to stop. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  private deathsInARow = 0;
  private state: ProcessState['state'] = 'starting';
  private restarts = 0;
  private lines: string[] = [];
  private partial = '';

  constructor(
    readonly part: Part,
    readonly log: LogFile,
    private readonly changed: () => void,
  ) {}

  describe(): ProcessState {
    const { name, port } = this.part;
    return { name, pid: this.child?.pid ?? null, port, state: this.state, restarts: this.restarts };
  }

  /** Resolves when it is ready for the first time; from then on it is brought back whenever it dies. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.loop = this.run(resolve).catch((error: unknown) => {
        this.enter('stopped');
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Lets it drain, and ends it when that takes too long or when `force` is aborted. */
  async stop(force?: AbortSignal): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (child?.pid && child.exitCode === null && child.signalCode === null) {
      const killNow = (): void => void child.kill('SIGKILL');
      force?.addEventListener('abort', killNow, { once: true });
      if (force?.aborted) killNow();
      await endProcess(child.pid, this.part.stopSignal, this.part.graceMs);
      force?.removeEventListener('abort', killNow);
    }
    await this.loop;
    this.enter('stopped');
  }

  private async run(becameReady: () => void): Promise<void> {
    for (let everReady = false; !this.stopping.signal.aborted;) {
      const { exit } = await this.spawn();
      const readyAt = await this.waitUntilReady(exit, everReady);
      if (readyAt !== null) {
        everReady = true;
        this.enter('running');
        becameReady();
      }
      const how = await exit;
      this.child = undefined;
      if (this.stopping.signal.aborted) return;
      const lasted = readyAt !== null && Date.now() - readyAt > STABLE_AFTER_MS;
      this.deathsInARow = lasted ? 1 : this.deathsInARow + 1;
      if (!everReady && this.deathsInARow >= (this.part.attempts ?? HOPELESS_AFTER))
        throw new CannotStart(this.part.name, `ends at once (${how})`, this.log);
      this.restarts += 1;
      this.enter('restarting');
      this.note(`${how}; starting again (restart ${this.restarts})`);
      await delay(backOff(this.deathsInARow), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Starts the process and gives the promise of its end, in words. Never rejects: a failure to start is an end too. */
  private async spawn(): Promise<{ exit: Promise<string> }> {
    this.lines = [];
    this.partial = '';
    let command: Command;
    try {
      command = await this.part.command();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.note(reason);
      return { exit: Promise.resolve(reason) };
    }
    if (this.stopping.signal.aborted) return { exit: Promise.resolve('stopped') };
    const { command: file, args, env, guarded, ...ids } = command;
    // A group of its own: Ctrl-C in the terminal is for the stack, which then stops its parts in order.
    const child = spawn(file, args, {
      ...ids,
      env: env ?? process.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(guarded ? (['ipc'] as const) : [])],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.hear(chunk));
    this.changed();
    const exit = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
      child.once('error', (error) => resolve(`could not be run: ${error.message}`));
    });
    return { exit };
  }

  private hear(chunk: Buffer): void {
    this.log.write(chunk);
    this.part.hear?.(chunk);
    if (this.state === 'running') return;
    const lines = (this.partial + chunk.toString()).split('\n');
    this.partial = lines.pop() ?? '';
    this.lines.push(...lines);
  }

  private note(text: string): void {
    this.log.write(Buffer.from(`[stack] ${new Date().toISOString()} ${this.part.name}: ${text}\n`));
  }

  /** Time of readiness; null when the process ended before. One that hangs while starting is ended. */
  private async waitUntilReady(exit: Promise<string>, everReady: boolean): Promise<number | null> {
    let ended = false;
    void exit.then(() => (ended = true));
    for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await delay(READY_POLL_MS)) {
      if (await Promise.race([this.part.isReady(this.lines), exit.then(() => false)])) return ended ? null : Date.now();
      if (ended || this.stopping.signal.aborted) return null;
    }
    this.note(`not ready after ${READY_WITHIN_MS / 1000} s; ending it`);
    this.child?.kill('SIGKILL');
    await exit;
    if (!everReady) this.deathsInARow = HOPELESS_AFTER;
    return null;
  }

  private enter(state: ProcessState['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
