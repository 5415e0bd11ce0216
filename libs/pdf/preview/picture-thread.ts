import { pagePicture } from './page-picture.js';
import type { PictureRequest } from './page-picture.js';

/** What is asked of the thread; without `file` only a file that it has open can be read. */
export type ThreadRequest = PictureRequest & { file?: Uint8Array };

class NotOpen extends Error {}

/** What a thread of the pool does: see `pooled-pictures.ts`. `not-open` asks for the file's bytes. */
export default async function picture({ file, ...ask }: ThreadRequest): Promise<Buffer | null | 'not-open'> {
  try {
    return await pagePicture(ask, () => (file ? Promise.resolve(file) : Promise.reject(new NotOpen())));
  } catch (error) {
    if (error instanceof NotOpen) return 'not-open';
    throw error;
  }
}
