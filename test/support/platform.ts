import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { createAlertActivities } from '#activities/upkeep/alert-activities.js';
import { createAccountActivities, createAccountArchiveActivities } from '#activities/accounts/account-activities.js';
import type { AccountDeps } from '#activities/accounts/account-activities.js';
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
import type Stripe from 'stripe';
import type { Illustrator } from '#artwork/illustrator.js';
import type { Config, EncryptionKey } from '#config/config.js';
import type { GoogleSettings } from '#drive/connection/google.js';
import { openDrive } from '#drive/connection/open-drive.js';
import type { Provider } from '#contracts/book.js';
import { ErrorLog } from '#observability/error-log.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { diskSpace } from '#storage/disk-space.js';
import { FileStore } from '#storage/file-store.js';
import type { Storyteller } from '#story/storyteller.js';
import type { RemoteLists } from '#reconciliation/run/remote-lists.js';
import { dataConverterOf } from '#temporal/connection.js';
import { fetchQueues } from '#temporal/fetch-queues.js';
import { registerSearchAttributes } from '#temporal/search-attributes.js';
import { FileSender } from '#mail/file-sender.js';
import type { MailSender } from '#mail/mail-sender.js';
import { attemptLog } from '../../apps/worker/attempt-log.js';
import { AttemptWriter } from '../../apps/worker/attempt-writer.js';
import { createWorkers } from '../../apps/worker/workers.js';
import { workflowBundle } from './workflow-bundle.js';
import { eventually, startEngines } from './stack.js';
import type { Engines } from './stack.js';

export interface PlatformOptions {
  /** Wraps the artifact store. */
  wrapStore?: (store: ArtifactStore) => ArtifactStore;
  /** Default: emails are written to the platform's folder. */
  mail?: MailSender;
  /** Runs after an activity of the jobs has ended and before its workflow continues. */
  afterRecord?: (activity: string, ask: { jobId?: string; state?: string }) => Promise<void>;
  illustrators: Partial<Record<Provider, Illustrator>>;
  storytellers: Partial<Record<Provider, Storyteller>>;
  /** Plans have limits, and the free one marks its files. */
  billing?: boolean;
  stripe?: Stripe;
  google?: GoogleSettings;
  /** Overrides of the default retention. */
  accounts?: Partial<Pick<AccountDeps, 'keepDays' | 'youngMs'>>;
  /** Keys that encrypt payloads; default: none. */
  keys?: EncryptionKey[];
  /** Where alerts are sent; default: nowhere. */
  alerts?: Config['alerts'];
  /** Fake of Stripe's lists. */
  remote?: RemoteLists;
}

/** The platform below the API on real engines: a database, a Temporal namespace and an artifact store of its own. */
export interface Platform {
  db: Database;
  databaseUrl: string;
  client: Client;
  store: ArtifactStore;
  namespace: string;
  temporalAddress: string;
  directory: string;
  /** Dependencies of the account activities, to run one directly. */
  accountDeps: AccountDeps;
  startWorkers(): Promise<RunningWorkers>;
  stop(): Promise<void>;
}

export interface RunningWorkers {
  stop(): Promise<void>;
}

/** Wraps activities so that `after` runs after each. */
function followedBy<A extends object>(activities: A, after: PlatformOptions['afterRecord']): A {
  if (!after) return activities;
  const followed = Object.entries(activities).map(([name, activity]) => [
    name,
    async (ask: object) => {
      const result: unknown = await (activity as (ask: object) => Promise<unknown>)(ask);
      await after(name, ask);
      return result;
    },
  ]);
  return Object.fromEntries(followed) as A;
}

/** One runtime per process. */
let isQuiet = false;

/** Failing activities are what many tests are about: their warnings would drown the report. */
function quietTemporal(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  quietTemporal();
  const engines = await startEngines();
  const databaseUrl = await engines.newDatabase();
  const db = openDatabase({ url: databaseUrl, pool: 8, name: 'test' });
  const directory = await mkdtemp(join(tmpdir(), 'colorbook-test-'));
  const files = new FileStore(join(directory, 'artifacts'));
  const store = options.wrapStore?.(files) ?? files;
  const namespace = `test-${randomBytes(5).toString('hex')}`;
  const client = await newNamespace(engines, namespace, options.keys);
  const attempts = new AttemptWriter(db, () => undefined);
  const running = new Set<RunningWorkers>();
  const mail = options.mail ?? new FileSender(join(directory, 'mail'));
  const accountDeps: AccountDeps = {
    db,
    store,
    client,
    mail,
    stripe: options.stripe,
    drive: openDrive(options.google, 'http://books.test'),
    publicUrl: 'http://books.test',
    keepDays: 7,
    youngMs: 1_000,
    ...options.accounts,
  };
  const temporalAddress = engines.temporalAddress;

  const startWorkers = async (): Promise<RunningWorkers> => {
    const connection = await NativeConnection.connect({ address: temporalAddress });
    const workers = await createWorkers(
      connection,
      {
        address: temporalAddress,
        namespace,
        apiKey: undefined,
        tls: undefined,
        uiUrl: undefined,
        workflowBundle: await workflowBundle(),
        deployment: undefined,
        activitySlots: 20,
        keys: options.keys ?? [],
      },
      {
        orchestration: {
          ...followedBy(createJobActivities({ db }), options.afterRecord),
          ...createStoryActivities({ db, store, storytellers: options.storytellers }),
          ...createMailActivities({ db, mail }),
          ...createUpkeepActivities({ db, store, client }),
          ...createFileActivities({ db, client, billing: options.billing ?? false, defaultProvider: 'built-in' }),
          ...createAlertActivities({
            db,
            payments: options.billing ?? false,
            queues: () => fetchQueues(client),
            disk: () => diskSpace({ kind: 'files', directory: join(directory, 'artifacts') }),
            alerts: options.alerts ?? { mailTo: [], webhook: undefined },
            publicUrl: 'http://books.test',
          }),
          ...createPaymentActivities({ db, stripe: options.stripe }),
          ...createBulkActionActivities({ db, client, billing: options.billing ?? false }),
          ...createBatchActivities({
            db,
            client,
            billing: options.billing ?? false,
            defaultProvider: 'built-in',
            openai: 'openai' in options.illustrators,
            publicUrl: 'http://books.test',
          }),
          ...createReconciliationActivities({
            db,
            stripe: options.stripe,
            ...(options.remote ? { remote: options.remote } : {}),
          }),
          ...createRepairActivities({ db, stripe: options.stripe }),
          ...createReconciliationRunActivities({ db }),
          ...createAccountActivities(accountDeps),
        },
        artwork: {
          ...createStoryActivities({ db, store, storytellers: options.storytellers }),
          ...createArtworkActivities({ db, store, illustrators: options.illustrators }),
        },
        drive: createDriveActivities({ db, store, client, drive: openDrive(options.google, 'http://books.test') }),
        pdf: {
          ...createPdfActivities({ db, store, billing: options.billing ?? false }),
          ...createArchiveActivities({ db, store }),
          ...createAccountArchiveActivities({ db, store }),
        },
        attempts: attemptLog(attempts, new ErrorLog(db, 'worker', 'test', () => undefined), 'test'),
      },
    );
    const runs = Promise.all(workers.map((worker) => worker.run()));
    const handle = { stop: () => stopWorkers(workers, runs, connection).finally(() => running.delete(handle)) };
    running.add(handle);
    return handle;
  };

  return {
    db,
    databaseUrl,
    client,
    store,
    namespace,
    temporalAddress,
    directory,
    accountDeps,
    startWorkers,
    async stop() {
      for (const handle of running) await handle.stop();
      await attempts.flush();
      await client.connection.close();
      await db.$disconnect();
      await engines.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function stopWorkers(workers: Worker[], runs: Promise<unknown>, connection: NativeConnection): Promise<void> {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  await runs;
  await connection.close();
}

async function newNamespace(engines: Engines, namespace: string, keys: EncryptionKey[] = []): Promise<Client> {
  const connection = await Connection.connect({ address: engines.temporalAddress });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  const client = new Client({ connection, namespace, dataConverter: dataConverterOf({ keys }) });
  await eventually('the new namespace is known', () =>
    registerSearchAttributes(client).then(
      () => true,
      () => false,
    ),
  );
  return client;
}
