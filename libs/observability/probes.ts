import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { CHECK_TIMEOUT_MS, checkDisk } from './health.js';

export interface Parts {
  db: Database;
  client: Client;
  store: ArtifactStore;
  storage: Config['storage'];
}

/** What an api and a worker stand on. Disk space is asked for where files are the store. */
export const probesOf = ({ db, client, store, storage }: Parts) => ({
  database: () => db.$queryRaw`SELECT 1`,
  temporal: () => client.withDeadline(Date.now() + CHECK_TIMEOUT_MS, () => client.workflowService.getSystemInfo({})),
  storage: () => store.check(),
  ...(storage.kind === 'files' ? { disk: () => checkDisk(storage.directory) } : {}),
});
