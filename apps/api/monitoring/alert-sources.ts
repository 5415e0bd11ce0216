import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import type { Sources } from '#observability/alerts/gather.js';
import { diskSpace } from '#storage/disk-space.js';
import { fetchQueues } from '#temporal/fetch-queues.js';

/** Sources of the figures that the API and the watchdog evaluate. */
export const alertSources = (db: Database, client: Client, config: Config): Sources => ({
  db,
  payments: config.stripe !== undefined,
  queues: () => fetchQueues(client),
  disk: () => diskSpace(config.storage),
});
