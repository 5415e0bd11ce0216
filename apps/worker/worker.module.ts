import { hostname } from 'node:os';
import { Inject, Module } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { createAccountActivities, createAccountArchiveActivities } from '#activities/accounts/account-activities.js';
import { createAlertActivities } from '#activities/upkeep/alert-activities.js';
import { createBatchActivities, createArchiveActivities } from '#activities/batches/batch-activities.js';
import { createBulkActionActivities } from '#activities/support/bulk-action-activities.js';
import { createDriveActivities } from '#activities/drive/drive-activities.js';
import { createArtworkActivities } from '#activities/books/artwork-activities.js';
import { createFileActivities } from '#activities/upkeep/file-activities.js';
import { createJobActivities } from '#activities/books/job-activities.js';
import { createMailActivities } from '#activities/mail/mail-activities.js';
import { createPaymentActivities } from '#activities/payments/payment-activities.js';
import { createPdfActivities } from '#activities/books/pdf-activities.js';
import { createReconciliationActivities } from '#activities/payments/reconciliation-activities.js';
import { createRepairActivities } from '#activities/payments/repair-activities.js';
import { createReconciliationRunActivities } from '#activities/payments/reconciliation-run-activities.js';
import { createStoryActivities } from '#activities/books/story-activities.js';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import { loadConfig } from '#config/load-config.js';
import type { Config } from '#config/config.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { openDrive } from '#drive/connection/open-drive.js';
import type { ErrorLog } from '#observability/error-log.js';
import { openErrorLog } from '#observability/open-error-log.js';
import { openTracing } from '#observability/tracing/open-tracing.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { diskSpace } from '#storage/disk-space.js';
import { openStore } from '#storage/open-store.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { connectionOptions, openTemporalClient } from '#temporal/connection.js';
import { fetchQueues } from '#temporal/fetch-queues.js';
import { openMail } from '#mail/open-mail.js';
import { attemptLog } from './attempt-log.js';
import { AttemptWriter } from './attempt-writer.js';
import { log } from './runtime.js';
import { openIllustrators, openStorytellers } from './providers.js';

export const CONFIG = Symbol('Config');
export const CONNECTION = Symbol('NativeConnection');
export const CLIENT = Symbol('TemporalClient');
export const ORCHESTRATION_ACTIVITIES = Symbol('activities of the orchestration queue');
export const PDF_ACTIVITIES = Symbol('activities of the press queue: PDF files and archives');
export const DRIVE_ACTIVITIES = Symbol('activities of the courier queue: Google Drive');
export const ARTWORK_ACTIVITIES = Symbol('activities of the studio queue: stories and artwork');
/** Null without tracing. */
export const TRACING = Symbol('OpenTracing');
export const ATTEMPTS = Symbol('interceptor that logs attempts');
export const DATABASE = Symbol('Database');
const ERRORS = Symbol('ErrorLog');
const WRITER = Symbol('AttemptWriter');
export const STORE = Symbol('ArtifactStore');

/** Dependencies of the activities, and the activities of each task queue. */
@Module({
  providers: [
    { provide: CONFIG, useFactory: () => loadConfig() },
    {
      provide: DATABASE,
      inject: [CONFIG],
      useFactory: ({ database }: Config) => openDatabase({ ...database, name: 'colorbook-worker' }),
    },
    { provide: STORE, inject: [CONFIG], useFactory: ({ storage }: Config) => openStore(storage) },
    { provide: TRACING, inject: [CONFIG], useFactory: (config: Config) => openTracing(config, 'worker') },
    {
      provide: CLIENT,
      inject: [CONFIG, TRACING],
      useFactory: ({ temporal }: Config, tracing: OpenTracing | null) =>
        openTemporalClient(temporal, tracing ? [tracing.client] : []),
    },
    {
      provide: CONNECTION,
      inject: [CONFIG],
      useFactory: async ({ temporal }: Config) => NativeConnection.connect(await connectionOptions(temporal)),
    },
    {
      provide: ORCHESTRATION_ACTIVITIES,
      inject: [DATABASE, STORE, CLIENT, CONFIG],
      useFactory: async (db: Database, store: ArtifactStore, client: Client, config: Config) => ({
        ...createJobActivities({ db }),
        ...createStoryActivities({ db, store, storytellers: await openStorytellers(config) }),
        ...createMailActivities({ db, mail: openMail(config.mail) }),
        ...createUpkeepActivities({ db, store, client }),
        ...createFileActivities({
          db,
          client,
          billing: config.stripe !== undefined,
          defaultProvider: config.defaultProvider,
        }),
        ...createAlertActivities({
          db,
          payments: config.stripe !== undefined,
          queues: () => fetchQueues(client),
          disk: () => diskSpace(config.storage),
          alerts: config.alerts,
          publicUrl: config.http.publicUrl,
        }),
        ...createPaymentActivities({ db, stripe: config.stripe && openStripe(config.stripe) }),
        ...createBulkActionActivities({ db, client, billing: config.stripe !== undefined }),
        ...createBatchActivities({
          db,
          client,
          billing: config.stripe !== undefined,
          defaultProvider: config.defaultProvider,
          openai: config.openai !== undefined,
          publicUrl: config.http.publicUrl,
        }),
        ...createReconciliationActivities({ db, stripe: config.stripe && openStripe(config.stripe) }),
        ...createRepairActivities({ db, stripe: config.stripe && openStripe(config.stripe) }),
        ...createReconciliationRunActivities({ db }),
        ...createAccountActivities({
          db,
          store,
          client,
          mail: openMail(config.mail),
          stripe: config.stripe && openStripe(config.stripe),
          drive: openDrive(config.google, config.http.publicUrl),
          publicUrl: config.http.publicUrl,
          keepDays: config.accounts.keepDays,
        }),
      }),
    },
    {
      provide: ARTWORK_ACTIVITIES,
      inject: [DATABASE, STORE, CONFIG],
      useFactory: async (db: Database, store: ArtifactStore, config: Config) => ({
        ...createStoryActivities({ db, store, storytellers: await openStorytellers(config) }),
        ...createArtworkActivities({ db, store, illustrators: await openIllustrators(config) }),
      }),
    },
    {
      provide: DRIVE_ACTIVITIES,
      inject: [DATABASE, STORE, CLIENT, CONFIG],
      useFactory: (db: Database, store: ArtifactStore, client: Client, { google, http }: Config) =>
        createDriveActivities({ db, store, client, drive: openDrive(google, http.publicUrl) }),
    },
    {
      provide: ERRORS,
      inject: [DATABASE, CONFIG],
      useFactory: (db: Database, config: Config) =>
        openErrorLog(db, 'worker', config, (err) => log.warn({ err }, 'an error was not written down')),
    },
    {
      provide: ATTEMPTS,
      inject: [WRITER, ERRORS],
      useFactory: (writer: AttemptWriter, errors: ErrorLog) =>
        attemptLog(writer, errors, `${process.pid}@${hostname()}`),
    },
    {
      provide: WRITER,
      inject: [DATABASE],
      useFactory: (db: Database) => new AttemptWriter(db, (err) => log.warn({ err }, 'attempts were not written down')),
    },
    {
      provide: PDF_ACTIVITIES,
      inject: [DATABASE, STORE, CONFIG],
      useFactory: (db: Database, store: ArtifactStore, config: Config) => ({
        ...createPdfActivities({ db, store, billing: config.stripe !== undefined }),
        ...createArchiveActivities({ db, store }),
        ...createAccountArchiveActivities({ db, store }),
      }),
    },
  ],
})
export class WorkerModule implements OnModuleDestroy {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ERRORS) private readonly errors: ErrorLog,
    @Inject(WRITER) private readonly attempts: AttemptWriter,
    @Inject(CLIENT) private readonly client: Client,
    @Inject(CONNECTION) private readonly connection: NativeConnection,
    @Inject(TRACING) private readonly tracing: OpenTracing | null,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.client.connection.close();
    await this.connection.close();
    await this.attempts.flush();
    await this.errors.close();
    await this.tracing?.close();
    await this.db.$disconnect();
  }
}
