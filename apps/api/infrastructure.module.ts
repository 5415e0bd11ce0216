import { Global, Inject, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { loadConfig } from '#config/load-config.js';
import type { Config } from '#config/config.js';
import { openDatabase } from '#database/database.js';
import { sessionUrlOf } from '#database/pooler.js';
import type { Database } from '#database/database.js';
import { EventFeed } from '#events/event-feed.js';
import type { ErrorLog } from '#observability/error-log.js';
import { openErrorLog } from '#observability/open-error-log.js';
import { openTracing } from '#observability/tracing/open-tracing.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { openStore } from '#storage/open-store.js';
import { openTemporalClient } from '#temporal/connection.js';
import { log } from './log.js';
import { CONFIG, DATABASE, ERRORS, EVENTS, STORE, STRIPE, TEMPORAL, TRACING } from './tokens.js';

/** Clients and stores that the API modules share, opened once and closed in order. */
@Global()
@Module({
  providers: [
    { provide: CONFIG, useFactory: () => loadConfig() },
    {
      provide: DATABASE,
      inject: [CONFIG],
      useFactory: ({ database }: Config) => openDatabase({ ...database, name: 'colorbook-api' }),
    },
    { provide: TRACING, inject: [CONFIG], useFactory: (config: Config) => openTracing(config, 'api') },
    {
      provide: TEMPORAL,
      inject: [CONFIG, TRACING],
      useFactory: ({ temporal }: Config, tracing: OpenTracing | null) =>
        openTemporalClient(temporal, tracing ? [tracing.client] : []),
    },
    { provide: STORE, inject: [CONFIG], useFactory: ({ storage }: Config) => openStore(storage) },
    { provide: STRIPE, inject: [CONFIG], useFactory: ({ stripe }: Config) => stripe && openStripe(stripe) },
    {
      provide: ERRORS,
      inject: [DATABASE, CONFIG],
      useFactory: (db: Database, config: Config) =>
        openErrorLog(db, 'api', config, (err) => log.warn({ err }, 'an error was not written down')),
    },
    {
      provide: EVENTS,
      inject: [DATABASE, CONFIG],
      useFactory: (db: Database, { database }: Config) => new EventFeed(db, sessionUrlOf(database), log),
    },
  ],
  exports: [CONFIG, DATABASE, TEMPORAL, STORE, STRIPE, ERRORS, EVENTS, TRACING],
})
export class InfrastructureModule implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(ERRORS) private readonly errors: ErrorLog,
    @Inject(EVENTS) private readonly feed: EventFeed,
    @Inject(TRACING) private readonly tracing: OpenTracing | null,
  ) {}

  onModuleInit(): void {
    this.feed.open();
  }

  /** Ends the event streams first: the HTTP server closes when its last connection does. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.feed.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.temporal.connection.close();
    await this.errors.close();
    await this.tracing?.close();
    await this.db.$disconnect();
  }
}
