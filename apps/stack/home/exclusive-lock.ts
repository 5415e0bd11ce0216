import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;

/**
 * A lock that the operating system releases with the process, even after SIGKILL. Node
 * has no `flock`; an exclusive transaction of SQLite takes the same kind of lock on every platform.
 */
export class ExclusiveLock {
  private constructor(private readonly database: DatabaseSync) {}

  /** Null when another live process holds it. */
  static tryTake(path: string): ExclusiveLock | null {
    mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return new ExclusiveLock(database);
    } catch (error) {
      database.close();
      if (isBusy(error)) return null;
      throw error;
    }
  }

  /** Waits for the other holder; `waiting` is called once if there is one. */
  static async take(path: string, waiting: () => void): Promise<ExclusiveLock> {
    for (let notified = false; ; notified = true) {
      const lock = ExclusiveLock.tryTake(path);
      if (lock) return lock;
      if (!notified) waiting();
      await delay(300);
    }
  }

  release(): void {
    this.database.close();
  }
}
