import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ArtifactStore, StoredObject } from './artifact-store.js';
import { stored, storedOrNull } from './file-errors.js';
import { IncomingFile, syncFolder } from './incoming-file.js';
import { isSha256 } from './sha256-name.js';

const INCOMING = 'incoming';
/** A writer touches its file at least every few seconds; one that was silent for this long is dead. */
const DEAD_WRITER_MS = 60 * 60 * 1000;
/** Enough bytes that a full disk shows, whatever the filesystem's block size. */
const PROBE = Buffer.alloc(128 * 1024, 1);

/**
 * Artifacts as files: `<directory>/ab/abcdef…` (256 shards), written under `<directory>/incoming/` in the same
 * filesystem. Any number of processes may share the directory. Throws `TransientFailure` storage-full for ENOSPC and EDQUOT,
 * storage-unavailable for other system errors; errors of a source stream pass through untouched.
 */
export class FileStore implements ArtifactStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async put(content: Buffer | Readable): Promise<StoredObject> {
    if (Buffer.isBuffer(content)) {
      const object = { sha256: createHash('sha256').update(content).digest('hex'), size: content.length };
      if (await this.#renew(object)) return object;
    }
    const file = await this.#incoming();
    try {
      if (Buffer.isBuffer(content)) await file.write(content);
      else for await (const chunk of content) await file.write(Buffer.from(chunk));
      const object = { sha256: file.sha256(), size: file.size };
      if (await this.#renew(object)) await file.discard();
      else await file.commit(await this.#makeShard(object.sha256));
      return object;
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** `range` counts bytes from 0, both ends included, as in HTTP. */
  async open(sha256: string, range?: { start: number; end: number }): Promise<Readable | null> {
    if (!isSha256(sha256)) return null;
    const handle = await storedOrNull('opening an artifact', () => open(this.#path(sha256), 'r'));
    return handle && handle.createReadStream(range ?? {});
  }

  async read(sha256: string): Promise<Buffer | null> {
    if (!isSha256(sha256)) return null;
    return storedOrNull('reading an artifact', () => readFile(this.#path(sha256)));
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.modifiedAt(sha256)) !== null;
  }

  async modifiedAt(sha256: string): Promise<Date | null> {
    if (!isSha256(sha256)) return null;
    return (await storedOrNull('looking for an artifact', () => stat(this.#path(sha256))))?.mtime ?? null;
  }

  async remove(sha256: string): Promise<void> {
    if (!isSha256(sha256)) return;
    await stored('removing an artifact', () => rm(this.#path(sha256), { force: true }));
  }

  async *list(): AsyncIterable<StoredObject & { modifiedAt: Date }> {
    await this.#sweep();
    for (const shard of (await storedOrNull('listing artifacts', () => readdir(this.#directory))) ?? []) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      const names = (await storedOrNull('listing artifacts', () => readdir(join(this.#directory, shard)))) ?? [];
      for (const sha256 of names.filter(isSha256)) {
        const found = await storedOrNull('listing artifacts', () => stat(this.#path(sha256)));
        if (found) yield { sha256, size: found.size, modifiedAt: found.mtime };
      }
    }
  }

  /** Writes and removes a small file, and clears away what dead writers left. */
  async check(): Promise<void> {
    const file = await this.#incoming();
    try {
      await file.write(PROBE);
      await file.commit(`${file.path}.probe`);
      await stored('removing a probe', () => rm(`${file.path}.probe`));
    } finally {
      await file.discard();
    }
    await this.#sweep();
  }

  #path(sha256: string): string {
    return join(this.#directory, sha256.slice(0, 2), sha256);
  }

  async #incoming(): Promise<IncomingFile> {
    const folder = join(this.#directory, INCOMING);
    await stored('making the folder', () => mkdir(folder, { recursive: true }));
    return IncomingFile.create(folder);
  }

  /**
   * True when the object is there, whole. Its time is set to now, so that the collector of orphans takes it for young
   * again until its new owner is recorded.
   */
  async #renew({ sha256, size }: StoredObject): Promise<boolean> {
    const found = await storedOrNull('looking for an artifact', () => stat(this.#path(sha256)));
    if (found?.size !== size) return false;
    const now = new Date();
    return (
      (await storedOrNull('renewing an artifact', () => utimes(this.#path(sha256), now, now).then(() => true))) ?? false
    );
  }

  async #makeShard(sha256: string): Promise<string> {
    const path = this.#path(sha256);
    await stored('making a folder', async () => {
      const made = await mkdir(join(path, '..'), { recursive: true });
      if (made) await syncFolder(this.#directory);
    });
    return path;
  }

  async #sweep(): Promise<void> {
    const folder = join(this.#directory, INCOMING);
    for (const name of (await storedOrNull('sweeping', () => readdir(folder))) ?? []) {
      const path = join(folder, name);
      const found = await storedOrNull('sweeping', () => stat(path));
      if (found && Date.now() - found.mtimeMs > DEAD_WRITER_MS)
        await stored('sweeping', () => rm(path, { force: true }));
    }
  }
}
