import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Client } from '@temporalio/client';
import type { ActivityInterceptorsFactory, NativeConnection, Worker } from '@temporalio/worker';
import { ConfigError } from '#config/config.js';
import { loadConfig } from '#config/load-config.js';
import { addressProblem } from '#database/pooler.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { becomeFirst } from '#temporal/deployments/first-build.js';
import { registerSearchAttributes } from '#temporal/search-attributes.js';
import { ensureReconciliationSchedule } from '#temporal/start/start-reconciliation.js';
import { startWatchdog } from '#temporal/start/start-watchdog.js';
import { buildOf } from './build.js';
import type { Build } from './build.js';
import { openStatus } from './observe.js';
import { installRuntime, log } from './runtime.js';
import {
  ATTEMPTS,
  ORCHESTRATION_ACTIVITIES,
  CLIENT,
  CONNECTION,
  DRIVE_ACTIVITIES,
  PDF_ACTIVITIES,
  ARTWORK_ACTIVITIES,
  TRACING,
  WorkerModule,
} from './worker.module.js';
import { createWorkers } from './workers.js';

/** Runs until a signal (handled by Temporal's runtime; no shutdown hooks of Nest). */
async function main(): Promise<void> {
  const config = loadConfig();
  const problem = await addressProblem(config.database);
  if (problem) throw new ConfigError([problem]);
  const build = await buildOf(config.temporal);
  const buffer = installRuntime({ counting: config.metrics.workerPort !== undefined });
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'warn'] });
  log.level = config.logLevel;
  const workers: Worker[] = [];
  const ended = new AbortController();
  let closeStatus: (() => Promise<void>) | undefined;
  try {
    const client = app.get<Client>(CLIENT);
    closeStatus = await openStatus(app, config, workers, buffer, build);
    await registerSearchAttributes(client);
    const activities = {
      orchestration: app.get<object>(ORCHESTRATION_ACTIVITIES),
      artwork: app.get<object>(ARTWORK_ACTIVITIES),
      pdf: app.get<object>(PDF_ACTIVITIES),
      drive: app.get<object>(DRIVE_ACTIVITIES),
      attempts: app.get<ActivityInterceptorsFactory>(ATTEMPTS),
      tracing: app.get<OpenTracing | null>(TRACING),
    };
    const created = await createWorkers(app.get<NativeConnection>(CONNECTION), config.temporal, activities, build);
    workers.push(...created);
    await startWatchdog(client);
    if (config.stripe) await ensureReconciliationSchedule(client, config.stripe.everyMinutes);
    log.info(build?.version ?? {}, 'worker ready');
    if (build) askForFirst(client, build, ended.signal);
    await runAll(workers);
  } finally {
    ended.abort();
    await closeStatus?.();
    await app.close();
  }
}

/** Runs in the background: the first build must poll before it can become current. */
function askForFirst(client: Client, { version }: Build, signal: AbortSignal): void {
  const onError = (err: unknown): void => log.warn({ err }, 'the deployment could not be asked for its current build');
  becomeFirst(client, version, onError, signal).then(
    (isFirst) => isFirst && log.info(version, 'the first build of its deployment; it is current now'),
    () => undefined, // the worker stops
  );
}

/** Workers end together: when one fails, the others drain. */
async function runAll(workers: Worker[]): Promise<void> {
  const runs = workers.map((worker) => worker.run());
  try {
    await Promise.all(runs);
  } catch (error) {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.allSettled(runs);
    throw error;
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 78; // EX_CONFIG
  } else {
    log.fatal({ err: error }, 'worker ended');
    process.exitCode = 1;
  }
}
