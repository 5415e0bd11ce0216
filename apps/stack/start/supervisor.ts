import { join } from 'node:path';
import { LogFile } from './log-file.js';
import type { ProcessState } from '../home/state-file.js';
import { type Part, SupervisedProcess } from './supervised-process.js';

/** Stop order: 0 for API and workers, then their dependencies. */
const USED = ['google', 'stripe', 'sandbox', 'temporal', 'postgres'];
const turnOf = (name: string): number => USED.indexOf(name) + 1;

/** All processes of a stack. `changed` is called for every change of state, pid or restart count. */
export class Supervisor {
  private readonly processes: SupervisedProcess[] = [];
  /** Draining predecessors, by the name of their part. */
  private readonly ending = new Map<string, Promise<unknown>>();

  constructor(
    private readonly logFolder: string,
    private readonly changed: () => void,
  ) {}

  describe(): ProcessState[] {
    return this.processes.map((each) => each.describe());
  }

  /** Adds a part and resolves when it is ready. Rejects with `CannotStart` when it never will be. */
  start(part: Part): Promise<void> {
    const log = new LogFile(join(this.logFolder, `${part.name}.log`));
    const supervised = new SupervisedProcess(part, log, this.changed);
    this.processes.push(supervised);
    this.changed();
    return supervised.start();
  }

  /**
   * Restarts a part's process. True when it is ready, false when another restart superseded it.
   * Rejects like `start`.
   */
  async restart(name: string): Promise<boolean> {
    const at = this.processes.findIndex(({ part }) => part.name === name);
    const old = this.processes[at];
    if (!old) throw new Error(`There is no part called ${name}.`);
    const fresh = new SupervisedProcess(old.part, old.log, this.changed);
    this.processes[at] = fresh;
    const ended = Promise.all([this.ending.get(name), old.stop()]);
    this.ending.set(name, ended);
    await ended;
    if (this.processes[at] !== fresh) return false;
    await fresh.start();
    return true;
  }

  /**
   * Drains everything: first API and workers (together), then their dependencies, last PostgreSQL.
   * `force` ends every wait.
   */
  async stop(force?: AbortSignal): Promise<void> {
    await Promise.all(this.ending.values());
    for (let turn = 0; turn <= USED.length; turn += 1)
      await Promise.all(
        this.processes.filter(({ part }) => turnOf(part.name) === turn).map((each) => each.stop(force)),
      );
  }
}
