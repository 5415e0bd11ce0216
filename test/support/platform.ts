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

export interface Studio {
  /** Stands between the platform and its disk. */
  wrapStore?: (store: ArtifactStore) => ArtifactStore;
  /** Left out: mails are kept in the platform's folder. */
  mail?: MailSender;
  /** Runs after a record's activity has done its work, and before its workflow hears of it. */
  afterRecord?: (activity: string, ask: { jobId?: string; state?: string }) => Promise<void>;
  illustrators: Partial<Record<Provider, Illustrator>>;
  storytellers: Partial<Record<Provider, Storyteller>>;
  /** Plans have limits, and the free one marks its files. */
  billing?: boolean;
  stripe?: Stripe;
  google?: GoogleSettings;
  /** Other days and times than the usual ones. */
  accounts?: Partial<Pick<AccountDeps, 'keepDays' | 'youngMs'>>;
  /** Encrypt what workflows say; left out: readable. */
  keys?: EncryptionKey[];
  /** Whom alerts are told; left out: nobody. */
  alerts?: Config['alerts'];
  /** Stands in for Stripe's lists. */
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
  /** What the activities of accounts are made of, to run one by itself. */
  accountDeps: AccountDeps;
  startWorkers(): Promise<RunningWorkers>;
  stop(): Promise<void>;
}

export interface RunningWorkers {
  stop(): Promise<void>;
}

/** The same activities, each followed by something that the workflow doesn't see. */
function followedBy<A extends object>(activities: A, after: Studio['afterRecord']): A {
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

/** The runtime is one for the whole process. */
let isQuiet = false;

/** Failing activities are what many tests are about: their warnings would drown the report. */
function quietTemporal(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}

export async function startPlatform(studio: Studio): Promise<Platform> {
  quietTemporal();
  const engines = await startEngines();
  const databaseUrl = await engines.newDatabase();
  const db = openDatabase({ url: databaseUrl, pool: 8, name: 'test' });
  const directory = await mkdtemp(join(tmpdir(), 'colorbook-test-'));
  const files = new FileStore(join(directory, 'artifacts'));
  const store = studio.wrapStore?.(files) ?? files;
  const namespace = `test-${randomBytes(5).toString('hex')}`;
  const client = await newNamespace(engines, namespace, studio.keys);
  const attempts = new AttemptWriter(db, () => undefined);
  const running = new Set<RunningWorkers>();
  const mail = studio.mail ?? new FileSender(join(directory, 'mail'));
  const accountDeps: AccountDeps = {
    db,
    store,
    client,
    mail,
    stripe: studio.stripe,
    drive: openDrive(studio.google, 'http://books.test'),
    publicUrl: 'http://books.test',
    keepDays: 7,
    youngMs: 1_000,
    ...studio.accounts,
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
        keys: studio.keys ?? [],
      },
      {
        orchestration: {
          ...followedBy(createJobActivities({ db }), studio.afterRecord),
          ...createStoryActivities({ db, store, storytellers: studio.storytellers }),
          ...createMailActivities({ db, mail }),
          ...createUpkeepActivities({ db, store, client }),
          ...createFileActivities({ db, client, billing: studio.billing ?? false, defaultProvider: 'built-in' }),
          ...createAlertActivities({
            db,
            payments: studio.billing ?? false,
            queues: () => fetchQueues(client),
            disk: () => diskSpace({ kind: 'files', directory: join(directory, 'artifacts') }),
            alerts: studio.alerts ?? { mailTo: [], webhook: undefined },
            publicUrl: 'http://books.test',
          }),
          ...createPaymentActivities({ db, stripe: studio.stripe }),
          ...createBulkActionActivities({ db, client, billing: studio.billing ?? false }),
          ...createBatchActivities({
            db,
            client,
            billing: studio.billing ?? false,
            defaultProvider: 'built-in',
            openai: 'openai' in studio.illustrators,
            publicUrl: 'http://books.test',
          }),
          ...createReconciliationActivities({
            db,
            stripe: studio.stripe,
            ...(studio.remote ? { remote: studio.remote } : {}),
          }),
          ...createRepairActivities({ db, stripe: studio.stripe }),
          ...createReconciliationRunActivities({ db }),
          ...createAccountActivities(accountDeps),
        },
        artwork: {
          ...createStoryActivities({ db, store, storytellers: studio.storytellers }),
          ...createArtworkActivities({ db, store, illustrators: studio.illustrators }),
        },
        drive: createDriveActivities({ db, store, client, drive: openDrive(studio.google, 'http://books.test') }),
        pdf: {
          ...createPdfActivities({ db, store, billing: studio.billing ?? false }),
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
