import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 8 << 20;
const OLD_FILES = 2;
const TAIL_LINES = 40;

/** One process's output on disk, at most 24 MB of it, and its last lines in memory to show when something fails. */
export class LogFile {
  private descriptor: number;
  private bytes: number;
  private lines: string[] = [];
  private partial = '';

  constructor(
    readonly path: string,
    private readonly maxBytes = MAX_BYTES,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.descriptor = openSync(path, 'a', 0o600);
    this.bytes = statSync(path).size;
  }

  write(chunk: Buffer): void {
    if (this.bytes + chunk.length > this.maxBytes) this.rotate();
    try {
      this.bytes += writeSync(this.descriptor, chunk);
    } catch {
      // A full disk must not crash the supervisor.
    }
    const [first = '', ...rest] = chunk.toString().split('\n');
    this.partial = (this.partial + first).slice(-4_096);
    for (const next of rest) {
      this.lines.push(this.partial);
      this.partial = next;
    }
    this.lines = this.lines.slice(-TAIL_LINES);
  }

  /** The last lines, oldest first. */
  tail(count = 15): string[] {
    return [...this.lines, this.partial].filter((line) => line.trim() !== '').slice(-count);
  }

  private rotate(): void {
    closeSync(this.descriptor);
    for (let age = OLD_FILES; age >= 1; age -= 1)
      try {
        renameSync(age === 1 ? this.path : `${this.path}.${age - 1}`, `${this.path}.${age}`);
      } catch {
        // No older file yet.
      }
    this.descriptor = openSync(this.path, 'a', 0o600);
    this.bytes = 0;
  }
}
