import type { INestApplicationContext } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { MetricsBuffer, Worker } from '@temporalio/worker';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { watchPool } from '#observability/metrics/pool-series.js';
import { beforeScrape, watchProcess } from '#observability/metrics/registry.js';
import { takeSdkUpdates } from '#observability/metrics/temporal-series.js';
import { probesOf } from '#observability/probes.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Build } from './build.js';
import { routedTo } from './routed.js';
import { openStatusServer } from './status-server.js';
import { CLIENT, DATABASE, STORE } from './worker.module.js';

/** Interval at which the SDK's metrics buffer is drained. */
const DRAIN_MS = 1_000;

/** Opens the worker's status port, if configured; `workers` may be filled later. Returns a function that closes it. */
export async function openStatus(
  app: INestApplicationContext,
  config: Config,
  workers: Worker[],
  buffer: MetricsBuffer | undefined,
  build: Build | null,
): Promise<() => Promise<void>> {
  const port = config.metrics.workerPort;
  if (port === undefined || !buffer) return () => Promise.resolve();
  const db = app.get<Database>(DATABASE);
  watchProcess({ process: 'worker', release: config.release, ...(build ? { build: build.version.buildId } : {}) });
  watchPool(db);
  const drain = (): void => takeSdkUpdates(buffer.retrieveUpdates());
  beforeScrape(drain);
  const timer = setInterval(drain, DRAIN_MS).unref();
  const client = app.get<Client>(CLIENT);
  const parts = { db, client, store: app.get<ArtifactStore>(STORE), storage: config.storage };
  const server = await openStatusServer({
    host: config.http.host,
    port,
    access: { token: config.metrics.token, production: config.environment === 'production' },
    probes: { ...probesOf(parts), queues: () => allPoll(workers) },
    ...(build ? { routed: () => routedTo(client, build.version) } : {}),
  });
  return async () => {
    clearInterval(timer);
    await server.close();
  };
}

/** A worker that starts or drains takes no work. */
async function allPoll(workers: Worker[]): Promise<void> {
  if (workers.length === 0 || workers.some((worker) => worker.getState() !== 'RUNNING'))
    throw new Error('some task queues are not polled');
  return Promise.resolve();
}
