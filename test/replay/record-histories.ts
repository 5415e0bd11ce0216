/**
 * Records one history of every course that a workflow can take, from a real server, for the replay tests:
 * `npm run build && node dist/test/replay/record-histories.js NAME [COURSE]`. Run it when a workflow learns a new course; keep
 * the old files, since runs that began under old code must still replay.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Refusal } from '#failures/failure.js';
import { newId } from '#database/ids.js';
import { insertRun } from '#payments/reconcile/run-record.js';
import { openStripe } from '#payments/stripe-gateway.js';
import { keepConnection } from '#drive/connect.js';
import { openDrive } from '#drive/open-drive.js';
import { insertErasure, takeErasureBack } from '#accounts/erasure-record.js';
import { startErasureWorkflow, startExportWorkflow } from '#temporal/start-account.js';
import { startBatchWorkflow } from '#temporal/start-batch.js';
import { startJobWorkflow } from '#temporal/start-job.js';
import { World } from '../support/payments/world.js';
import { WorldLists } from '../support/payments/world-remote.js';
import { cancelJob, pauseJob, resumeJob, retryPages, skipPages, takeBack, tryAgain } from '#workflows/messages.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-studio.js';
import { DRIVE_FILE, GoogleDesk, MIA, OTTO, oauthClient } from '../support/google-desk.js';
import { eventually } from '../support/stack.js';

const release = process.argv[2] ?? 'current';
const folder = join(process.cwd(), 'test', 'replay', 'histories', release);
const artist = new QuickIllustrator();
const dear = new QuickIllustrator('openai');
const writer = new QuickStoryteller('openai');

/** Runs for ever: what it did until now is recorded. */
const ENDLESS = new Set(['watchdog-four-rounds']);

const REFUSED = 'nobody@test.local';

type Course = (platform: Platform) => Promise<string>;

const courses: Record<string, Course> = {
  async 'watchdog-four-rounds'({ client }) {
    const workflowId = 'watchdog';
    const handle = await client.workflow.start('watchdog', { workflowId, taskQueue: 'orchestration' });
    const timers = async (): Promise<number> =>
      ((await handle.fetchHistory()).events ?? []).filter((event) => event.timerStartedEventAttributes).length;
    await eventually('four rounds are done', async () => (await timers()) >= 4, 90_000);
    return workflowId;
  },
  async 'generate-book-completed'(platform) {
    const { jobId } = await submitBook(platform, { pages: 24 });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-traced'(platform) {
    const { jobId, ownerId } = await submitBook(platform, { pages: 24 }, { start: false });
    await startJobWorkflow(tracedClient(platform), { id: jobId, kind: 'generate-book', ownerId, title: 'Traced' });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-page-refused-then-retried'(platform) {
    artist.misbehave = ({ number }, call) => {
      if (number === 3 && call === 1) throw new Refusal('content-refused', 'no');
    };
    const { jobId } = await submitBook(platform, { pages: 6 });
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-page-skipped'(platform) {
    artist.misbehave = ({ number }) => {
      if (number === 2) throw new Refusal('content-refused', 'no');
    };
    const { jobId } = await submitBook(platform, { pages: 4 });
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(skipPages, [2]);
    await waitForState(platform, jobId, 'completed-with-skips');
    return jobId;
  },
  async 'generate-book-paused-and-resumed'(platform) {
    dear.pace = 80;
    const { jobId } = await submitBook(platform, { pages: 12, provider: 'openai' });
    await waitForState(platform, jobId, 'running');
    await platform.client.workflow.getHandle(jobId).signal(pauseJob);
    await waitForState(platform, jobId, 'paused');
    await platform.client.workflow.getHandle(jobId).signal(resumeJob);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-cancelled-in-the-middle'(platform) {
    dear.pace = 80;
    const { jobId, projectId } = await submitBook(platform, { pages: 20, provider: 'openai' });
    await eventually(
      'pages are drawn',
      async () => (await platform.db.page.count({ where: { projectId, state: 'drawn' } })) > 2,
    );
    await platform.client.workflow.getHandle(jobId).signal(cancelJob);
    await waitForState(platform, jobId, 'canceled');
    return jobId;
  },
  async 'generate-book-story-refused-then-retried'(platform) {
    writer.misbehave = () => {
      throw new Refusal('quota-exhausted', 'no credit');
    };
    const { jobId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    writer.misbehave = () => undefined;
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-redo-of-two-pages'(platform) {
    const first = await submitBook(platform, { pages: 5 });
    await waitForState(platform, first.jobId, 'completed');
    const { jobId } = await submitBook(platform, {}, { projectId: first.projectId, pages: [1, 4] });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-cancelled-before-it-began'(platform) {
    const { jobId } = await submitBook(platform, { pages: 2 }, { start: false });
    await platform.db.job.update({ where: { id: jobId }, data: { state: 'canceled', endedAt: new Date() } });
    const start = { workflowId: jobId, taskQueue: 'orchestration', args: [{ jobId, ownerId: newId() }] };
    await platform.client.workflow.execute('generateBook', start);
    return jobId;
  },
  async 'export-book-completed'(platform) {
    const { jobId, projectId, ownerId } = await submitBook(platform, { pages: 3 });
    await waitForState(platform, jobId, 'completed');
    const id = newId();
    const input = { ask: { kind: 'export-book', projectId }, provider: 'built-in' };
    await platform.db.job.create({ data: { id, kind: 'export-book', ownerId, projectId, input } });
    const start = { workflowId: id, taskQueue: 'orchestration', args: [{ jobId: id, ownerId }] };
    await platform.client.workflow.execute('exportBook', start);
    return id;
  },
  async 'sync-book-completed'(platform) {
    const { jobId } = await syncOf(platform, MIA);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'sync-book-parked-then-cancelled'(platform) {
    const { jobId } = await syncOf(platform, OTTO);
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'running');
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(cancelJob);
    await waitForState(platform, jobId, 'canceled');
    return jobId;
  },
  async 'sync-drive-completed'(platform) {
    const { connectionId } = await syncOf(platform, MIA);
    const args = [{ connectionId, everything: true }];
    await platform.client.workflow.execute('syncDrive', { workflowId: connectionId, taskQueue: 'orchestration', args });
    return connectionId;
  },
  'run-batch-completed': (platform) => batchOf(platform, 5),
  'run-batch-traced': (platform) => batchOf({ ...platform, client: tracedClient(platform) }, 3),
  async 'run-batch-with-a-parked-book'(platform) {
    artist.misbehave = ({ number }, call) => {
      if (number === 1 && call === 1) throw new Refusal('content-refused', 'no');
    };
    return batchOf(platform, 2);
  },
  async 'run-batch-canceled'(platform) {
    dear.pace = 200;
    const id = await batchOf(platform, 20, 'openai', false);
    await eventually('books are drawn', async () => (await platform.db.batchItem.count({ where: { batchId: id, state: 'running' } })) > 0); // prettier-ignore
    await platform.client.workflow.getHandle(id).signal(cancelJob);
    return id;
  },
  async 'bulk-act-canary-passed'(platform) {
    const { bulkId, jobs } = await bulkOfRefused(platform, 3);
    await platform.client.workflow.execute('bulkAct', bulkStart(bulkId));
    for (const jobId of jobs) await waitForState(platform, jobId, 'completed');
    return bulkId;
  },
  async 'bulk-act-canary-failed'(platform) {
    const { bulkId } = await bulkOfRefused(platform, 2);
    artist.misbehave = refuseAll;
    await platform.client.workflow.execute('bulkAct', bulkStart(bulkId));
    return bulkId;
  },
  'reconcile-payments-completed': (platform) => reconcile(platform, 'person'),
  'reconcile-payments-rehearsed': (platform) => reconcile(platform, 'rehearsal'),
  async 'repair-payment-given-up'({ db, client }) {
    const id = newId();
    const item = {
      type: 'payout',
      state: 'repairing',
      subjectKind: 'balance_transaction',
      subjectId: 'txn_1',
      words: 'x',
    };
    await db.reconciliationItem.create({
      data: { id, key: id, ...item, occurredAt: new Date(), runId: id, rules: 1, repairedBy: 'revoke-access' },
    });
    const workflowId = `repair:${id}`;
    await client.workflow.execute('repairPayment', { workflowId, taskQueue: 'orchestration', args: [{ itemId: id }] });
    return workflowId;
  },
  async 'export-account-completed'(platform) {
    const id = newId();
    await platform.db.accountExport.create({ data: { id, ownerId: await withBook(platform) } });
    await startExportWorkflow(platform.client, id);
    return id;
  },
  'erase-account-at-once': (platform) => eraseOf(platform, 0),
  'erase-account-after-grace': (platform) => eraseOf(platform, 1_000),
  async 'erase-account-taken-back'(platform) {
    const id = newId();
    const userId = await withBook(platform);
    await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date(Date.now() + 60_000) });
    await startErasureWorkflow(platform.client, id);
    await takeErasureBack(platform.db, id);
    await platform.client.workflow.getHandle(id).signal(takeBack);
    return id;
  },
  async 'erase-account-refused-then-retried'(platform) {
    const userId = await withBook(platform);
    const { credentials } = await google.connect(MIA, [DRIVE_FILE], oauthClient(google.url, settings.clientId));
    const tokens = { access: credentials.access_token!, refresh: credentials.refresh_token!, expiresAt: credentials.expiry_date! }; // prettier-ignore
    await keepConnection({ db: platform.db, ...openDrive(settings, 'http://books.test')! }, userId, tokens);
    await google.admin('POST', 'faults', { kind: 'error', match: '/revoke', status: 403, reason: 'domainPolicy' });
    const id = newId();
    await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date() });
    await startErasureWorkflow(platform.client, id);
    await eventually('it waits', async () => (await platform.db.accountErasure.findUniqueOrThrow({ where: { id } })).state === 'needs-attention'); // prettier-ignore
    await google.admin('DELETE', 'faults');
    await platform.client.workflow.getHandle(id).signal(tryAgain);
    return id;
  },
  'send-mail-sent': (platform) => mailTo('anna@test.local', platform),
  'send-mail-given-up': (platform) => mailTo(REFUSED, platform),
};

/** An author with a finished book. */
async function withBook(platform: Platform): Promise<string> {
  const { jobId, ownerId } = await submitBook(platform, { pages: 2 });
  await waitForState(platform, jobId, 'completed');
  return ownerId;
}

async function eraseOf(platform: Platform, graceMs: number): Promise<string> {
  const id = newId();
  const userId = await withBook(platform);
  await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date(Date.now() + graceMs) });
  await startErasureWorkflow(platform.client, id);
  return id;
}

/** A batch that draws books of one author. */
/** Starts as an api that traces does; the spans that runs then make are of no account here. */
function tracedClient({ client }: Platform): Client {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const headers = { '_tracer-data': defaultPayloadConverter.toPayload({ traceparent }) };
  const traced: WorkflowClientInterceptor = { startWithDetails: (input, next) => next({ ...input, headers }) };
  return new Client({ ...client.options, connection: client.connection, interceptors: { workflow: [traced] } });
}

async function batchOf(
  { db, client }: Platform,
  count: number,
  provider: 'built-in' | 'openai' = 'built-in',
  wait = true,
): Promise<string> {
  const first = await submitBook({ db, client } as Platform, { pages: 2, provider }, { start: false });
  const { ownerId } = first;
  await db.job.delete({ where: { id: first.jobId } });
  const projectIds = [first.projectId];
  const { form, print } = await db.project.findUniqueOrThrow({ where: { id: first.projectId } });
  for (let at = 1; at < count; at += 1) {
    const id = newId();
    await db.project.create({ data: { id, ownerId, title: 'A test book', form: form as object, print: print as object, seed: 7 } }); // prettier-ignore
    await db.page.createMany({ data: [0, 1, 2].map((number) => ({ id: newId(), projectId: id, number })) });
    projectIds.push(id);
  }
  const batchId = newId();
  await db.batch.create({ data: { id: batchId, ownerId, kind: 'generate' } });
  await db.batchItem.createMany({
    data: projectIds.map((projectId, at) => ({ batchId, position: at + 1, projectId, jobId: newId() })),
  });
  await startBatchWorkflow(client, batchId, ownerId);
  if (wait) await client.workflow.getHandle(batchId).result();
  return batchId;
}

/** A finished book on its way to the Drive of an account; Otto's is full. */
async function syncOf(platform: Platform, email: string): Promise<{ jobId: string; connectionId: string }> {
  const { db, client } = platform;
  const { jobId: made, projectId, ownerId } = await submitBook(platform, { pages: 3 });
  await waitForState(platform, made, 'completed');
  const { credentials } = await google.connect(email, [DRIVE_FILE], oauthClient(google.url, settings.clientId));
  const tokens = {
    access: credentials.access_token!,
    refresh: credentials.refresh_token!,
    expiresAt: credentials.expiry_date!,
  };
  const connection = await keepConnection({ db, ...openDrive(settings, 'http://books.test')! }, ownerId, tokens);
  await db.driveBook.create({ data: { projectId, connectionId: connection.id } });
  const jobId = newId();
  const input = { ask: { kind: 'sync-drive', projectId }, provider: 'built-in' };
  await db.job.create({ data: { id: jobId, kind: 'sync-drive', ownerId, projectId, input } });
  await startJobWorkflow(client, { id: jobId, kind: 'sync-drive', ownerId, title: 'A test book' });
  return { jobId, connectionId: connection.id };
}

const TO = Date.UTC(2026, 9, 20) / 1000;

async function reconcile({ db, client }: Platform, trigger: 'person' | 'rehearsal'): Promise<string> {
  const runId = newId();
  await insertRun(db, { id: runId, from: new Date((TO - 35 * 86_400) * 1000), to: new Date(TO * 1000), trigger, requesterId: null }); // prettier-ignore
  const workflowId = `reconcile:${runId}`;
  await client.workflow.execute('reconcilePayments', { workflowId, taskQueue: 'orchestration', args: [{ runId }] });
  return workflowId;
}

async function mailTo(recipient: string, { db, client }: Platform): Promise<string> {
  const { id } = await db.outgoingMail.create({ data: { id: newId(), recipient, subject: 'Hello', body: 'Hello' } });
  await client.workflow.execute('sendMail', { workflowId: id, taskQueue: 'orchestration', args: [{ mailId: id }] });
  return id;
}

const refuseAll = (): void => {
  throw new Refusal('content-refused', 'no');
};
const bulkStart = (bulkId: string) => ({
  workflowId: bulkId,
  taskQueue: 'orchestration',
  args: [{ bulkId, canary: true }],
});

/** Jobs that wait for a person, and a retry of all of them, the first one as a canary. */
async function bulkOfRefused(platform: Platform, count: number): Promise<{ bulkId: string; jobs: string[] }> {
  artist.misbehave = refuseAll;
  const jobs: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const { jobId } = await submitBook(platform, { pages: 1 });
    await waitForState(platform, jobId, 'needs-attention');
    jobs.push(jobId);
  }
  artist.misbehave = () => undefined;
  const bulkId = newId();
  const requesterId = newId();
  await platform.db.user.create({
    data: { id: requesterId, email: `${requesterId}@test.local`, name: 'Support', role: 'support', passwordHash: '' },
  });
  await platform.db.bulkAct.create({
    data: {
      id: bulkId,
      act: 'retry',
      filter: { text: 'x' },
      reason: 'a test',
      canary: 1,
      state: 'canary',
      requesterId,
    },
  });
  await platform.db.bulkItem.createMany({
    data: jobs.map((jobId, at) => ({ bulkId, jobId, position: at + 1, canary: at === 0 })),
  });
  return { bulkId, jobs };
}

const wanted = process.argv[3] ?? '';
const google = await GoogleDesk.open();
await google.admin('PATCH', `accounts/${OTTO}`, { limit: 1 });
const settings = {
  clientId: 'books',
  clientSecret: 'hush',
  baseUrl: google.url,
  sandbox: true,
  keys: [{ id: 'k', key: randomBytes(32) }],
};
const platform = await startPlatform({
  google: settings,
  accounts: { keepDays: 1 / 86_400 },
  remote: new WorldLists(new World({ payments: 1_500, each: 0, to: TO })),
  stripe: openStripe({
    secretKey: 'sk_test_x',
    webhookSecret: 'whsec_x',
    baseUrl: 'http://127.0.0.1:9',
    sandbox: true,
    everyMinutes: 1,
  }),
  mail: {
    forget: () => Promise.resolve(),
    deliver: ({ to }) =>
      to === REFUSED ? Promise.reject(new Refusal('mail-refused', 'no such person')) : Promise.resolve('sent'),
  },
  illustrators: { 'built-in': artist, openai: dear },
  storytellers: { 'built-in': new QuickStoryteller(), openai: writer },
});
try {
  await platform.startWorkers();
  await mkdir(folder, { recursive: true });
  for (const [name, course] of Object.entries(courses).filter(([each]) => each.startsWith(wanted))) {
    artist.misbehave = () => undefined;
    artist.calls.length = 0;
    const workflowId = await course(platform);
    const handle = platform.client.workflow.getHandle(workflowId);
    await (ENDLESS.has(name) ? handle.terminate('recorded') : handle.result());
    const history = await platform.client.workflow.getHandle(workflowId).fetchHistory();
    // stacks of failures name where the checkout lies
    const text = JSON.stringify(JSON.parse(historyToJSON(history))).replaceAll(process.cwd(), '/app');
    await writeFile(join(folder, `${name}.json`), text);
    console.log(`${name}: ${history.events?.length ?? 0} events`);
  }
} finally {
  await platform.stop();
  await google.close();
}
