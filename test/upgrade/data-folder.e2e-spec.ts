import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertRuleView, AlertView } from '#contracts/alerts.js';
import type { BatchView } from '#contracts/batches.js';
import type { DriveBookView, DriveConnectionView } from '#contracts/drive.js';
import type { RunView } from '#contracts/finance.js';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import type { AuditCheck } from '#contracts/support.js';
import type { SyncAnswer } from '#contracts/sync.js';
import { migrate } from '#database/migrate.js';
import { postgresUrl } from '../../apps/stack/database/postgres.js';
import { inProject } from '../../apps/stack/project.js';
import { accountOf, reach, sandbox, type Scenario, type Work } from '../fixtures/recorded-scenario.js';
import { type Facts, factsOf, restoreFolder } from '../support/recorded-folder.js';
import { lasting, sameParts } from '../support/recorded-answer.js';
import { type RunningStack, startStack } from '../support/stack.js';
import { unzip } from '../support/unzip.js';
import { UserClient } from '../support/user-client.js';

type RecordedScenario = Scenario & { unfinished: Work };
const FIXTURES = inProject('test', 'fixtures');
const FOLDERS = readdirSync(FIXTURES).filter((name) => name.startsWith('data-folder-'));

describe.each(FOLDERS)('npm start on a data folder of an earlier version (%s)', (name) => {
  const fixture = join(FIXTURES, name);
  let home: string;
  let stack: RunningStack;
  let facts: Facts<RecordedScenario>;
  let scenario: RecordedScenario;
  const clients = new Map<string, UserClient>();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-upgrade-'));
    facts = await factsOf(fixture);
    scenario = facts.scenario;
    await restoreFolder(fixture, home);
    stack = await startStack({ home, workers: 2 });
  });
  afterAll(async () => {
    await stack?.stop().catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  });

  const as = (role: string): UserClient => there(clients.get(role), role);
  /** T: as the contract had it when it was recorded. */
  const recorded = <T>(path: string): T =>
    there(
      facts.answers.find((each) => each.path === path),
      path,
    ).body as T;

  it('brings the database to the newest migration', async () => {
    const { databasePassword } = JSON.parse(await readFile(join(home, 'secrets.json'), 'utf8')) as {
      databasePassword: string;
    };
    const port = there(stack.state().processes.find((each) => each.name === 'postgres')?.port, 'postgres');
    expect(await migrate(postgresUrl(port, databasePassword, 'colorbook'))).toEqual([]);
  });

  it('lets everybody sign in with the password that they had', async () => {
    for (const role of ['author', 'support', 'finance', 'admin'])
      clients.set(role, await UserClient.signIn(stack.url, accountOf(stack, role)));
    clients.set('mia', await UserClient.signIn(stack.url, scenario.mia));
    expect(await as('mia').ask('GET', '/api/auth/me')).toMatchObject({ id: scenario.mia.id, verified: true });
  });

  it('tells of everything that was over what it told then', async () => {
    for (const { role, path, body } of facts.answers) {
      const now = await as(role).read(path);
      expect({ path, body: sameParts(body, now) }).toMatchObject({ path, body: lasting(body) });
    }
  });

  it('completes the book that was being drawn, with no page drawn twice', async () => {
    const { pages } = await reach(as('author'), scenario.unfinished.job, 'completed');
    expect(pages).toHaveLength(25);
    expect(pages.filter(({ state, version }) => state !== 'drawn' || version !== 1)).toEqual([]);
    const events = await as('author').events(`/api/jobs/${scenario.unfinished.job}/events`);
    expect(events.map(({ id }) => id)).toEqual([...new Set(events.map(({ id }) => id))].sort((a, b) => a - b));
    expect(events.at(-1)?.data).toMatchObject({ type: 'job.state', state: 'completed' });
  });

  it('waits for the author of the book that needs attention, and completes it after a retry', async () => {
    const { job } = scenario.parked;
    const refused = await reach(as('author'), job, 'needs-attention');
    expect(refused.pages.map(({ number, state }) => `${number} ${state}`)).toEqual(['0 refused', '1 refused']);
    for (const page of [0, 1]) await as('author').ask('POST', `/api/jobs/${job}/pages/${page}/retry`);
    await reach(as('author'), job, 'completed');
  });

  it('leaves the paused book paused until it is resumed', async () => {
    const { job } = scenario.paused;
    await reach(as('author'), job, 'paused');
    await as('author').ask('POST', `/api/jobs/${job}/resume`);
    await reach(as('author'), job, 'completed');
  });

  it('completes the batch, with its archive', async () => {
    const path = `/api/batches/${scenario.batch}`;
    const { counts } = await as('author').await<BatchView>(path, ({ state }) => state === 'completed');
    expect(counts).toMatchObject({ total: 2, completed: 2 });
    const names = [...(await unzip(await as('author').bytes(`${path}/zip`))).keys()].sort();
    expect(names).toEqual([
      ...['First', 'Second'].flatMap((title) => [`${title}/Cover.pdf`, `${title}/Interior.pdf`]),
      'manifest.csv',
      'manifest.json',
    ]);
  });

  it('hands out the files that were made, byte for byte', async () => {
    const { items } = recorded<Listing<ArtifactView>>(`/api/jobs/${scenario.finished.job}/artifacts`);
    expect(items.map(({ kind }) => kind).sort()).toEqual(['cover-pdf', 'interior-pdf']);
    for (const { id, sha256 } of items) {
      const bytes = await as('author').bytes(`/api/artifacts/${id}`);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });

  it('goes on syncing with the Drive that was connected', async () => {
    const { book } = scenario.unfinished;
    await as('author').ask('PUT', `/api/drive/books/${book}`, { on: true });
    await as('author').await<Listing<DriveBookView & { projectId: string }>>('/api/drive/books', ({ items }) =>
      [book, scenario.finished.book].every((id) =>
        items.some(({ projectId, jobId, lastSyncAt }) => projectId === id && jobId === null && lastSyncAt !== null),
      ),
    );
    const connection = await as('author').ask<DriveConnectionView>('GET', '/api/drive/connection');
    expect(connection).toMatchObject({ connection: { state: 'connected', schedule: 'daily' } });
    const { files } = await sandbox<{ files: { name: string }[] }>(stack, 'google', 'google/files');
    expect(files.map((file) => file.name).join('\n')).toContain('Unfinished');
  });

  it('finds the same payments that nobody here knows, when it reconciles the same days again', async () => {
    const { from, to, counts } = recorded<RunView>(`/api/finance/reconciliations/${scenario.run}`);
    const { id } = await as('finance').ask<RunView>('POST', '/api/finance/reconciliations', { from, to });
    const run = await as('finance').await<RunView>(
      `/api/finance/reconciliations/${id}`,
      ({ state }) => state === 'completed',
    );
    expect(counts.found.missing_local).toBe(2);
    expect(run.counts.found.missing_local).toBe(2);
  });

  it('keeps the audit log whole', async () => {
    const check = await as('support').ask<AuditCheck>('GET', '/api/support/audit/check');
    expect(check).toMatchObject({ ok: true, brokenAt: null });
    expect(check.entries).toBeGreaterThan(recorded<{ items: object[] }>('/api/support/audit?limit=200').items.length);
  });

  it('remembers the alert, who said that they are on it, and what its rule was set to', async () => {
    const lists = ['open', 'acknowledged', 'resolved'].map((state) =>
      as('admin').ask<Listing<AlertView>>('GET', `/api/monitoring/alerts?state=${state}`),
    );
    const alert = (await Promise.all(lists)).flatMap(({ items }) => items).find(({ id }) => id === scenario.alert);
    expect(alert).toMatchObject({
      rule: 'provider-cost',
      acknowledged: { by: 'Demo admin', note: 'It is meant to be so.' },
    });
    const { items: rules } = await as('admin').ask<{ items: AlertRuleView[] }>('GET', '/api/monitoring/alert-rules');
    const settings = rules.find((each) => each.name === 'provider-cost')?.settings;
    expect(settings?.find((each) => each.name === 'ceiling')?.value).toBe(0);
  });

  it('tells a device that was away what has changed since', async () => {
    const ask = (cursor: string | null): Promise<SyncAnswer> =>
      as('author').ask('POST', '/api/sync', { clientId: '01a00000-0000-7000-8000-000000000001', cursor, edits: [] });
    // a cursor names its very cluster (ADR 22), which no text can make again; the rest of it is as it was handed out
    const { place } = decoded((await ask(null)).cursor);
    const cursor = Buffer.from(JSON.stringify({ ...decoded(scenario.syncCursor), place })).toString('base64url');
    const { changes, reset } = await ask(cursor);
    expect(reset).toBe(false);
    expect(changes.map(({ bookId }) => bookId)).toContain(scenario.unfinished.book);
    expect(changes.map(({ bookId }) => bookId)).not.toContain(scenario.finished.book);
  });

  it('makes new books', async () => {
    const form = { theme: 'bees', pages: 1, wordsPerPage: 0 };
    const { id: projectId } = await as('author').ask<{ id: string }>('POST', '/api/projects', form);
    const { id } = await as('author').ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', projectId });
    await reach(as('author'), id, 'completed');
  });
});

function there<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`There is no ${name}.`);
  return value;
}

const decoded = (cursor: string | null): { place: string } =>
  JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as { place: string };
