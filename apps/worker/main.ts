import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Client } from '@temporalio/client';
import type { ActivityInterceptorsFactory, NativeConnection, Worker } from '@temporalio/worker';
import { ConfigError, loadConfig } from '#config/config.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { registerSearchAttributes } from '#temporal/search-attributes.js';
import { keepReconcileSchedule } from '#temporal/start-reconcile.js';
import { startWatchdog } from '#temporal/start-watchdog.js';
import { openStatus } from './observe.js';
import { installRuntime, log } from './runtime.js';
import {
  ATTEMPTS,
  BOOKKEEPING,
  CLIENT,
  CONNECTION,
  COURIER,
  PRESS,
  STUDIO,
  TRACING,
  WorkerModule,
} from './worker.module.js';
import { createWorkers } from './workers.js';

/** Runs until a signal asks it to drain (Temporal's runtime takes the signals; no shutdown hooks of Nest's here). */
async function main(): Promise<void> {
  const config = loadConfig();
  const buffer = installRuntime({ counting: config.metrics.workerPort !== undefined });
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'warn'] });
  log.level = config.logLevel;
  const workers: Worker[] = [];
  let closeStatus: (() => Promise<void>) | undefined;
  try {
    const client = app.get<Client>(CLIENT);
    closeStatus = await openStatus(app, config, workers, buffer);
    await registerSearchAttributes(client);
    const created = await createWorkers(app.get<NativeConnection>(CONNECTION), config.temporal, {
      bookkeeping: app.get<object>(BOOKKEEPING),
      studio: app.get<object>(STUDIO),
      press: app.get<object>(PRESS),
      courier: app.get<object>(COURIER),
      attempts: app.get<ActivityInterceptorsFactory>(ATTEMPTS),
      tracing: app.get<OpenTracing | null>(TRACING),
    });
    workers.push(...created);
    await startWatchdog(client);
    if (config.stripe) await keepReconcileSchedule(client, config.stripe.everyMinutes);
    log.info('worker ready');
    await runAll(workers);
  } finally {
    await closeStatus?.();
    await app.close();
  }
}

/** All end together: when one fails, the others drain first. */
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
