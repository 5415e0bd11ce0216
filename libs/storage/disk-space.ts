import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '#config/config.js';
import { errorCode } from '#contracts/error-code.js';

export interface DiskSpace {
  path: string;
  /** Bytes that we may still write. */
  free: number;
  total: number;
}

/** Of the file system that the artifact store lies on; null for a bucket, which has no end. Throws when it can't be read. */
export async function diskSpace(storage: Config['storage']): Promise<DiskSpace | null> {
  if (storage.kind !== 'files') return null;
  const { bavail, blocks, bsize } = await nearest(resolve(storage.directory));
  return { path: storage.directory, free: bavail * bsize, total: blocks * bsize };
}

/** The folder is made with the first drawing; until then its parent says where it will lie. */
async function nearest(folder: string): Promise<StatsFs> {
  try {
    return await statfs(folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    return nearest(dirname(folder));
  }
}
