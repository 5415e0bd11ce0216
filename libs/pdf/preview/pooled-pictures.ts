import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { PictureRequest } from './page-picture.js';
import type { ThreadRequest } from './picture-thread.js';

/** Makes pictures of pages of finished files. */
export interface PagePictures {
  /** Null when the file has no such page, or can't be read. Throws `Busy`. */
  picture(ask: PictureRequest, file: () => Promise<Buffer>): Promise<Buffer | null>;
  close(): Promise<void>;
}

/** More pictures are asked for than can be made in time. */
export class Busy extends Error {}

/** Pictures that may wait; a reader asks for two or three at once. */
const MAX_QUEUE = 120;

/** On a thread of its own: reading a page is pure CPU, and on the main thread it would hold up every other request. */
class PooledPictures implements PagePictures {
  private readonly pool = new Piscina<ThreadRequest, Buffer | null | 'not-open'>({
    filename: fileURLToPath(new URL('./picture-thread.js', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
    maxQueue: MAX_QUEUE,
  });

  async picture(ask: PictureRequest, file: () => Promise<Buffer>): Promise<Buffer | null> {
    if (this.pool.queueSize >= MAX_QUEUE) throw new Busy();
    let made = await this.pool.run(ask);
    if (made === 'not-open') made = await this.pool.run({ ...ask, file: Uint8Array.from(await file()) });
    if (made === 'not-open') throw new Error('The thread did not open the file it was given');
    return made && Buffer.from(made);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** A thread can't run sources, as tests do. Loaded when needed: the reader of pages is a sixth of the api's start. */
const hereAndNow: PagePictures = {
  picture: async (ask, file) => {
    const { pagePicture } = await import('./page-picture.js');
    return pagePicture(ask, async () => Uint8Array.from(await file()));
  },
  close: () => Promise.resolve(),
};

export const openPagePictures = (): PagePictures =>
  import.meta.url.endsWith('.ts') ? hereAndNow : new PooledPictures();
