import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stored } from './file-errors.js';

/** Small writes are joined up to this many bytes: a PDF writer emits thousands of chunks of a few dozen bytes. */
const JOIN_BYTES = 256 * 1024;

/**
 * A file that is still being written, under a temporary name. `commit` makes it durable and visible
 * in one step (fsync file, rename, fsync folder: rename(2) is atomic within one filesystem); `discard` removes it.
 */
export class IncomingFile {
  readonly #hash = createHash('sha256');
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  size = 0;

  private constructor(
    readonly path: string,
    readonly handle: FileHandle,
  ) {}

  static async create(folder: string): Promise<IncomingFile> {
    const path = join(folder, randomUUID());
    return stored('creating a file', async () => new IncomingFile(path, await open(path, 'wx')));
  }

  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    this.size += chunk.length;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= JOIN_BYTES) await this.#flush();
  }

  /** Lower-case hex of all that was written; call once. */
  sha256(): string {
    return this.#hash.digest('hex');
  }

  async commit(target: string): Promise<void> {
    await this.#flush();
    await stored('saving a file', async () => {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.path, target);
      await syncFolder(dirname(target));
    });
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined); // may be closed already; the removal is what counts
    await rm(this.path, { force: true }).catch(() => undefined); // a leftover is swept later by age
  }

  async #flush(): Promise<void> {
    const joined = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    // FileHandle.writeFile goes on at the current position and loops over short writes.
    await stored('writing a file', () => this.handle.writeFile(joined));
  }
}

/** Makes a rename survive a power failure: the folder's entry is data too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
