import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newRevisionId, newUploadId } from './ids.js';
import type { Content } from './kinds.js';

/** The source ended too early: the connection is closed, so there is no response. */
export class BrokenOff extends Error {}

/** Content of files and running uploads, on disk, so that memory use is constant. */
export class Contents {
  readonly #whole: string;
  readonly #parts: string;

  constructor(folder: string) {
    this.#whole = join(folder, 'contents');
    this.#parts = join(folder, 'uploads');
    for (const each of [this.#whole, this.#parts]) mkdirSync(each, { recursive: true });
  }

  /** The bytes, or those from `start` to `end`, both inclusive. */
  read({ sha256 }: Content, range?: { start: number; end: number }): Readable {
    return createReadStream(join(this.#whole, sha256), range);
  }

  /**
   * Appends to an upload at `from`; later bytes are discarded. Returns the upload's new
   * size, also when the source breaks off: received bytes are retained.
   */
  async append(
    upload: string,
    from: number,
    source: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<{ size: number; broken: boolean }> {
    const path = join(this.#parts, upload);
    await (await open(path, 'a')).close();
    await truncate(path, from);
    const file = createWriteStream(path, { flags: 'r+', start: from });
    let broken = false;
    const whatComes = async function* (): AsyncGenerator<Buffer> {
      try {
        yield* source;
      } catch {
        broken = true;
      }
    };
    await pipeline(whatComes, file);
    return { size: from + file.bytesWritten, broken };
  }

  /** Turns an upload of `size` bytes into the content of a file. */
  async finish(upload: string, size: number): Promise<Content> {
    const path = join(this.#parts, upload);
    await (await open(path, 'a')).close();
    await truncate(path, size);
    const [md5, sha1, sha256] = [createHash('md5'), createHash('sha1'), createHash('sha256')];
    const blocks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20 });
    for await (const block of blocks) for (const hash of [md5, sha1, sha256]) hash.update(block);
    const digests = { md5: md5.digest('hex'), sha1: sha1.digest('hex'), sha256: sha256.digest('hex') };
    await rename(path, join(this.#whole, digests.sha256));
    return { size, ...digests, revisionId: newRevisionId() };
  }

  /**
   * Stores the whole content of a file.
   * @throws BrokenOff when the source ends too early
   */
  async store(source: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Content> {
    const upload = newUploadId();
    const { size, broken } = await this.append(upload, 0, source);
    if (!broken) return this.finish(upload, size);
    await this.forget(upload);
    throw new BrokenOff();
  }

  forget(upload: string): Promise<void> {
    return rm(join(this.#parts, upload), { force: true });
  }

  /** Deletes content that no file and no upload references. */
  sweep(digests: Set<string>, uploads: Set<string>): void {
    for (const [folder, retained] of [
      [this.#whole, digests],
      [this.#parts, uploads],
    ] as const)
      for (const name of readdirSync(folder)) if (!retained.has(name)) rmSync(join(folder, name), { recursive: true });
  }
}
