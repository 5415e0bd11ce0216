import type { Config } from '#config/config.js';
import type { ArtifactStore } from './artifact-store.js';
import { FileStore } from './file-store.js';
import { S3Store } from './s3-store.js';

/** The store that the configuration names. */
export const openStore = (storage: Config['storage']): ArtifactStore =>
  storage.kind === 'files'
    ? new FileStore(storage.directory)
    : new S3Store({ ...storage, forcePathStyle: storage.endpoint !== undefined });
