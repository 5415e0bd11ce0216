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
  /** A Node process of ours: gets an IPC channel, which closes when the stack ends. */
  guarded?: boolean;
}

/** A process as the supervisor runs it. */
export interface Part {
  name: string;
  port: number | null;
  /** Called before each start, also to clean up after a killed predecessor. */
  command(): Promise<Command> | Command;
  /** Polled until true. `lines` is the output since this start. */
  isReady(lines: readonly string[]): Promise<boolean> | boolean;
  stopSignal: NodeJS.Signals;
  /** How long it may take to drain. */
  graceMs: number;
  /** Maximum number of failed starts before the process was ever ready; default three. */
  attempts?: number;
  /** Receives the process's output, beside its log file. */
  hear?(chunk: Buffer): void;
}

const READY_POLL_MS = 40;
const READY_WITHIN_MS = 90_000;
/** Time after readiness that resets the backoff. */
const STABLE_AFTER_MS = 10_000;
const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 5_000;
/** Failed starts in a row before the first readiness after which the process is given up. */
const MAX_START_ATTEMPTS = 3;

/** Backoff before the next start; none after the first crash. */
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

/** Keeps a process running until it is stopped. */
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

  /** Resolves at the first readiness; from then on the process is restarted whenever it ends. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.loop = this.run(resolve).catch((error: unknown) => {
        this.enter('stopped');
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Drains the process, and kills it after its grace period or when `force` is aborted. */
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
      if (!everReady && this.deathsInARow >= (this.part.attempts ?? MAX_START_ATTEMPTS))
        throw new CannotStart(this.part.name, `ends at once (${how})`, this.log);
      this.restarts += 1;
      this.enter('restarting');
      this.note(`${how}; starting again (restart ${this.restarts})`);
      await delay(backOff(this.deathsInARow), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Starts the process and returns a promise of its end, as a message. Never rejects: a failed start is an end, too. */
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
    // Its own process group: Ctrl-C in the terminal goes to the stack only, which stops its parts in order.
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

  /** Time of readiness; null when the process ended before. Kills a process that hangs at the start. */
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
    if (!everReady) this.deathsInARow = MAX_START_ATTEMPTS;
    return null;
  }

  private enter(state: ProcessState['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
