import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The journal of a sandbox: one line per transaction with its changes, written before its response. A process that is
 * killed leaves at most a torn last line of an unanswered request, which is skipped.
 */
export class Journal<Entry extends object> {
  #file: number | null = null;

  constructor(private readonly path: string | undefined) {}

  /** Entries, oldest first. */
  read(): Entry[] {
    if (!this.path || !existsSync(this.path)) return [];
    const entries: Entry[] = [];
    for (const line of readFileSync(this.path, 'utf8').split('\n')) {
      if (line === '') continue;
      try {
        // oxlint-disable-next-line typescript/consistent-type-assertions -- what the sandbox itself wrote, at most a torn line
        for (const entry of JSON.parse(line) as Entry[]) entries.push(entry);
      } catch {
        break;
      }
    }
    return entries;
  }

  /** Replaces the file by a compacted one; a crash leaves the old file unchanged. */
  restart(entries: Iterable<Entry>): void {
    if (!this.path) return;
    mkdirSync(dirname(this.path), { recursive: true });
    const fresh = `${this.path}.new`;
    const file = openSync(fresh, 'w');
    let lines = '';
    for (const entry of entries) {
      lines += `${JSON.stringify([entry])}\n`;
      if (lines.length < 1 << 20) continue;
      writeAll(file, lines);
      lines = '';
    }
    writeAll(file, lines);
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, this.path);
    this.#file = openSync(this.path, 'a');
  }

  append(entries: Entry[]): void {
    if (this.#file !== null && entries.length > 0) writeAll(this.#file, `${JSON.stringify(entries)}\n`);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/** A write may be cut short by the system, so the rest is sent after it. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
