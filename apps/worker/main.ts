import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Client } from '@temporalio/client';
import type { ActivityInterceptorsFactory, NativeConnection, Worker } from '@temporalio/worker';
import { ConfigError } from '#config/config.js';
import type { Config } from '#config/config.js';
import { registerSearchAttributes } from '#temporal/search-attributes.js';
import { keepReconcileSchedule } from '#temporal/start-reconcile.js';
import { startWatchdog } from '#temporal/start-watchdog.js';
import { installRuntime, log } from './runtime.js';
import {
  ATTEMPTS,
  BOOKKEEPING,
  CLIENT,
  CONFIG,
  CONNECTION,
  COURIER,
  PRESS,
  STUDIO,
  WorkerModule,
} from './worker.module.js';
import { createWorkers } from './workers.js';

/** Runs until a signal asks it to drain (Temporal's runtime takes the signals; no shutdown hooks of Nest's here). */
async function main(): Promise<void> {
  installRuntime();
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'warn'] });
  const config = app.get<Config>(CONFIG);
  log.level = config.logLevel;
  try {
    const client = app.get<Client>(CLIENT);
    await registerSearchAttributes(client);
    const workers = await createWorkers(app.get<NativeConnection>(CONNECTION), config.temporal, {
      bookkeeping: app.get<object>(BOOKKEEPING),
      studio: app.get<object>(STUDIO),
      press: app.get<object>(PRESS),
      courier: app.get<object>(COURIER),
      attempts: app.get<ActivityInterceptorsFactory>(ATTEMPTS),
    });
    await startWatchdog(client);
    if (config.stripe) await keepReconcileSchedule(client, config.stripe.everyMinutes);
    log.info('worker ready');
    await runAll(workers);
  } finally {
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
