import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { ArtRequest, DrawnArt, Illustrator } from '../illustrator.js';
import type { CallContext } from '#openai/paid-call.js';

/**
 * The built-in artist on a thread of its own: drawing is pure CPU, and on the main thread it would hold up the database
 * work of all other pages, and with it their locks. One thread per process, since there is a process per core.
 */
export class PooledIllustrator implements Illustrator {
  readonly provider = 'built-in';
  private readonly pool = new Piscina<ArtRequest, DrawnArt>({
    filename: fileURLToPath(import.meta.resolve('#artwork/built-in/drawing-thread.js')),
    minThreads: 1,
    maxThreads: 1,
  });

  async draw(request: ArtRequest, { signal }: CallContext): Promise<DrawnArt> {
    signal.throwIfAborted();
    return this.pool.run(request);
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}
