import type { Config } from '#config/config.js';
import type { ArtifactStore } from './artifact-store.js';
import { FileStore } from './file-store.js';

/** The store that the configuration names. Where files lie on disk, nothing of S3's client is loaded. */
export async function openStore(storage: Config['storage']): Promise<ArtifactStore> {
  if (storage.kind === 'files') return new FileStore(storage.directory);
  const { S3Store } = await import('./s3-store.js');
  return new S3Store({ ...storage, forcePathStyle: storage.endpoint !== undefined });
}
