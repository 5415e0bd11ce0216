import { statfs } from 'node:fs/promises';
import type { Config } from '#config/config.js';

export interface DiskSpace {
  path: string;
  /** Bytes that we may still write. */
  free: number;
  total: number;
}

/** Of the file system that the artifact store lies on; null for a bucket, which has no end. Throws when it can't be read. */
export async function diskSpace(storage: Config['storage']): Promise<DiskSpace | null> {
  if (storage.kind !== 'files') return null;
  const { bavail, blocks, bsize } = await statfs(storage.directory);
  return { path: storage.directory, free: bavail * bsize, total: blocks * bsize };
}
