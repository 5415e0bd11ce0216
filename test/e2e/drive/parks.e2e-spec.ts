import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import type { JobView } from '#contracts/jobs.js';
import { DriveAccount, TOKENS } from '#drive/connection/rate-limits.js';
import type { Tokens } from '#drive/connection/google.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { gatherFigures } from '#observability/alerts/gather.js';
import { fromPayloads } from '#temporal/payload-codec.js';
import { DrivePlatform } from '../../support/drive-platform.js';
import { DRIVE_FILE, MIA } from '../../support/google-admin.js';
import { eventually } from '../../support/stack.js';

type Counters = Record<string, { requests: number; bytes: number; statuses: Record<string, number> }>;

// whole books go to Drive and back, on a machine that has other work, too
jest.setTimeout(600_000);

describe('a Drive that does not do as it should', () => {
  let drive: DrivePlatform;
  let book: string;

  beforeAll(async () => {
    drive = await DrivePlatform.start();
  });
  afterAll(() => drive?.stop());
  beforeEach(async () => {
    await drive.google.admin('DELETE', 'faults');
    await drive.google.admin('PATCH', `accounts/${MIA}`, { limit: null });
    expect(await drive.connect()).toBe('/drive?outcome=connected');
    await drive.quiet();
    book = await drive.finishedBook(2);
    await drive.google.admin('DELETE', 'counters');
  });
  afterEach(() => drive.platform.db.driveBook.deleteMany());

  const fault = (rule: object) => drive.google.admin('POST', 'faults', rule);
  const counters = async (): Promise<Counters> =>
    (await drive.google.admin<{ calls: Counters }>('GET', 'counters')).calls;
  const enableSync = async (): Promise<string> => (await drive.enableSync(book)).jobId!;
  const job = async (id: string): Promise<JobView> =>
    (await drive.api.ask<JobView>('GET', `/api/jobs/${id}`, { as: 'author' })).body;
  const whole = async (): Promise<void> => {
    expect((await drive.files(book)).map(({ state }) => state)).toEqual(Array(6).fill('synced'));
    expect(await drive.remote(book)).toHaveLength(6);
  };

  it('parks when the grant is revoked, asks Google once, and goes on after reconnecting', async () => {
    await drive.google.admin('POST', 'expire', { account: MIA });
    await drive.google.admin('POST', 'revoke', { account: MIA });
    const more = [await drive.finishedBook(1), await drive.finishedBook(1)];
    await drive.google.admin('DELETE', 'counters');
    const parked = [
      await enableSync(),
      ...(await Promise.all(more.map(async (id) => (await drive.enableSync(id)).jobId!))),
    ];
    for (const id of parked) await drive.reach(id, 'needs-attention');
    expect((await job(parked[0]!)).failure).toMatchObject({ code: 'drive-reconnect' });
    const refreshes = Object.entries(await counters()).filter(([call]) => call.startsWith('POST /token'));
    expect(refreshes.reduce((sum, [, { requests }]) => sum + requests, 0)).toBeLessThanOrEqual(1);
    expect((await drive.connection()).connection).toMatchObject({
      state: 'reconnect',
      message: expect.stringMatching(/Connect your Drive again/),
    });
    expect((await drive.api.ask('POST', '/api/drive/sync', { as: 'author' })).status).toBe(409);
    // one mail, however many books wait
    const mails = await drive.platform.db.outgoingMail.findMany({
      where: { subject: 'Connect your Google Drive again' },
    });
    expect(mails).toMatchObject([
      { recipient: 'author@test.local', body: expect.stringContaining('http://books.test/drive') },
    ]);
    expect(await drive.connect()).toBe('/drive?outcome=connected');
    for (const id of parked) await drive.reach(id, 'completed');
    expect((await drive.connection()).connection).toMatchObject({ state: 'connected', message: null });
    await whole();
  });

  it('renews a token that has expired, or that Google refuses, and the author sees nothing of it', async () => {
    await drive.google.admin('POST', 'expire', { account: MIA });
    await drive.reach(await enableSync(), 'completed');
    await whole();
  });

  it('does not wait for a turn that a wrong clock has put into the far future', async () => {
    await drive.platform.db.driveConnection.updateMany({ data: { paceAt: new Date(Date.now() + 3_600_000) } });
    await drive.reach(await enableSync(), 'completed'); // which is given up long before that hour is over
    await whole();
  });

  it('parks when the Drive is full, and continues when there is space', async () => {
    await drive.google.admin('PATCH', `accounts/${MIA}`, { limit: 1 });
    const id = await enableSync();
    await drive.reach(id, 'needs-attention');
    expect((await job(id)).failure).toMatchObject({ code: 'drive-full' });
    expect((await drive.connection()).connection).toMatchObject({ state: 'full' });
    expect(await drive.platform.db.outgoingMail.count({ where: { subject: 'Your Google Drive is full' } })).toBe(1);
    await drive.google.admin('PATCH', `accounts/${MIA}`, { limit: null });
    await drive.sync();
    await drive.reach(id, 'completed');
    expect((await drive.connection()).connection).toMatchObject({ state: 'connected' });
    await whole();
  });

  it.each([
    ['error', { status: 403, reason: 'userRateLimitExceeded' }],
    ['error', { status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 1 }],
    ['error', { status: 503, reason: 'backendError' }],
    ['drop', {}],
    ['drop-after', {}],
    ['malformed', {}],
    ['lose-session', {}],
    ['corrupt-upload', {}],
  ])('goes on by itself after %s %j', async (kind, more) => {
    await fault({ kind, match: '/upload/drive/v3/files', times: 2, ...more });
    if (kind === 'error' || kind === 'drop') await fault({ kind, match: '/drive/v3/files', times: 2, ...more });
    await drive.reach(await enableSync(), 'completed', 60_000);
    await whole();
    const rows = await drive.platform.db.driveFile.findMany({ where: { bookId: book } });
    const remote = await drive.remote(book);
    expect(rows.map(({ syncedMd5 }) => syncedMd5).sort()).toEqual(remote.map(({ content }) => content!.md5).sort());
  });

  it.each(['insufficientFilePermissions', 'appNotAuthorizedToFile'])(
    'lets one file wait alone after %s: the others arrive, nobody is asked to connect again, and it goes on when told to',
    async (reason) => {
      const mails = await drive.platform.db.outgoingMail.count();
      await fault({ kind: 'error', match: '/upload/drive/v3/files', status: 403, reason, times: 1 });
      await drive.reach(await enableSync(), 'completed');
      const files = await drive.files(book);
      expect(files.map(({ state }) => state).sort()).toEqual(['conflict', ...Array<string>(5).fill('synced')]);
      const [waiting] = files.filter(({ state }) => state === 'conflict');
      expect(waiting).toMatchObject({
        conflict: 'refused',
        choices: ['keep-mine', 'leave-out'],
        message: expect.stringMatching(/Google does not let us use this file: The user/),
      });
      expect((await drive.connection()).connection).toMatchObject({ state: 'connected', message: null });
      // it stays so until its author chooses
      await drive.sync();
      expect((await drive.files(book)).filter(({ state }) => state === 'conflict')).toHaveLength(1);
      expect(await drive.platform.db.outgoingMail.count()).toBe(mails);
      await drive.api.ask('POST', `/api/drive/files/${waiting!.id}/resolve`, {
        as: 'author',
        body: { choice: 'keep-mine' },
      });
      await eventually('the file is in Drive', async () =>
        (await drive.files(book)).every(({ state }) => state === 'synced'),
      );
      await drive.quiet(); // the list of files in the folder goes up once more
      await whole();
    },
  );

  it.each([
    ['POST /token', 401, 'invalid_client'],
    ['/drive/v3/', 403, 'accessNotConfigured'],
  ])(
    'waits for the operator after %s %i %s, notifies no author, and continues by itself',
    async (match, status, reason) => {
      const { db } = drive.platform;
      const mails = await db.outgoingMail.count();
      await drive.google.admin('POST', 'expire', { account: MIA });
      await fault({ kind: 'error', match, status, reason });
      const id = await enableSync();
      await eventually(
        'the fault is noted',
        async () => (await db.driveConnection.count({ where: { fault: { not: null } } })) > 0,
      );
      const { drive: figures } = await gatherFigures(
        { db, payments: false, queues: () => Promise.resolve([]), disk: () => Promise.resolve(null) },
        new Date(),
      );
      expect(figures.faults).toMatchObject([{ message: expect.stringContaining(reason) }]);
      expect((await drive.connection()).connection).toMatchObject({ state: 'connected', message: null });
      expect((await job(id)).state).toBe('running');
      await drive.google.admin('DELETE', 'faults');
      await drive.reach(id, 'completed', 120_000);
      await whole();
      expect(await db.driveConnection.findFirstOrThrow()).toMatchObject({ fault: null, faultAt: null });
      expect(await db.outgoingMail.count()).toBe(mails);
    },
  );

  it('takes a wrong secret, or a lost key, for the operator’s fault', async () => {
    const { db } = drive.platform;
    const { id } = await db.driveConnection.findFirstOrThrow();
    const mails = await db.outgoingMail.count();
    const run = (settings: Partial<typeof drive.settings>): Promise<unknown> =>
      new DriveAccount({ db, ...openDrive({ ...drive.settings, ...settings }, 'http://books.test')! }, id).run(
        (google) => google.about.get({ fields: 'user' }),
      );
    await expect(run({ keys: [{ id: 'other', key: randomBytes(32) }] })).rejects.toMatchObject({
      code: 'drive-misconfigured',
      retryable: true,
    });
    await drive.google.admin('POST', 'expire', { account: MIA });
    await expect(run({ clientSecret: 'mistyped' })).rejects.toMatchObject({
      code: 'drive-misconfigured',
      message: expect.stringContaining('invalid_client'),
    });
    expect(await db.driveConnection.findFirstOrThrow()).toMatchObject({ state: 'connected' });
    expect(await db.outgoingMail.count()).toBe(mails);
    await run({});
  });

  it('does not try again what Google refuses for good, and says what Google said', async () => {
    await fault({ kind: 'error', match: '/upload/drive/v3/files', status: 403, reason: 'domainPolicy' });
    const id = await enableSync();
    await drive.reach(id, 'needs-attention');
    expect((await job(id)).failure).toMatchObject({
      code: 'drive-refused',
      message: expect.stringMatching(/^Google Drive refuses/),
    });
    const sent = (await counters())['POST /upload/drive/v3/files'];
    expect(sent!.requests).toBe(1);
    await drive.google.admin('DELETE', 'faults');
    await drive.api.ask('POST', `/api/jobs/${id}/retry`, { as: 'author', body: {} });
    await drive.reach(id, 'completed');
    await whole();
  });

  it('can be canceled while it waits, and leaves the book free to be drawn meanwhile', async () => {
    await fault({ kind: 'error', match: '/upload/drive/v3/files', status: 403, reason: 'domainPolicy' });
    const id = await enableSync();
    await drive.reach(id, 'needs-attention');
    await drive.run({ kind: 'generate-book', bookId: book, pages: [1] });
    await drive.api.ask('POST', `/api/jobs/${id}/cancel`, { as: 'author' });
    await drive.reach(id, 'canceled');
  });

  it('ends by itself when its Drive was disconnected just as it began', async () => {
    await fault({ kind: 'error', match: '/upload/drive/v3/files', status: 403, reason: 'domainPolicy' });
    const id = await enableSync();
    await drive.reach(id, 'needs-attention');
    // what disconnecting does, without its word to the jobs that it saw
    await drive.platform.db.driveBook.deleteMany();
    await drive.api.ask('POST', `/api/jobs/${id}/retry`, { as: 'author', body: {} });
    await drive.reach(id, 'canceled');
    await drive.google.admin('DELETE', 'faults');
    await drive.reach(await enableSync(), 'completed');
  });

  it('is forgotten on disconnecting: the grant is given back, and files stay', async () => {
    await drive.reach(await enableSync(), 'completed');
    await drive.api.ask('PATCH', '/api/drive/connection', { as: 'author', body: { schedule: 'hourly' } });
    const { client, db } = drive.platform;
    const { id } = await db.driveConnection.findFirstOrThrow();
    expect((await client.schedule.getHandle(`drive-sync:${id}`).describe()).spec.intervals?.[0]?.every).toBe(3_600_000);
    expect((await drive.api.ask('DELETE', '/api/drive/connection', { as: 'author' })).status).toBe(204);
    const { grants } = await drive.google.admin<{ grants: { account: string }[] }>('GET', 'grants');
    expect(grants).toEqual([]);
    expect(await db.driveConnection.count()).toBe(0);
    await expect(client.schedule.getHandle(`drive-sync:${id}`).describe()).rejects.toThrow();
    const { files } = await drive.google.admin<{ files: { isTrashed: boolean }[] }>('GET', 'files');
    expect(files.filter(({ isTrashed }) => !isTrashed).length).toBeGreaterThanOrEqual(6);
    expect((await drive.connection()).connection).toBeNull();
    expect((await drive.api.ask('POST', '/api/drive/sync', { as: 'author' })).status).toBe(409);
  });

  it('says plainly that it was not allowed', async () => {
    await drive.api.ask('DELETE', '/api/drive/connection', { as: 'author' });
    expect(await drive.connect(MIA, [['action', 'deny']])).toBe('/drive?outcome=denied');
    expect((await drive.connection()).connection).toBeNull();
  });

  it('reports to who connects that Google does not accept this installation', async () => {
    await fault({ kind: 'error', match: 'POST /token', status: 401, reason: 'invalid_client', times: 1 });
    expect(await drive.connect()).toBe('/drive?outcome=misconfigured');
    expect(await drive.platform.db.driveConnection.findFirstOrThrow()).toMatchObject({
      state: 'connected',
      fault: expect.stringContaining('invalid_client'),
    });
    expect(await drive.connect()).toBe('/drive?outcome=connected');
  });

  it('takes an answer of Google once, from the browser that asked', async () => {
    const started = await drive.api.ask<{ url: string }>('POST', '/api/drive/connect', { as: 'author' });
    const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
    const back = await drive.google.consent(started.body.url, [
      ['account', MIA],
      ['action', 'allow'],
      ['scope', DRIVE_FILE],
    ]);
    const land = async (headers: Record<string, string>) =>
      (await fetch(`${drive.api.url}${back.pathname}${back.search}`, { headers, redirect: 'manual' })).headers.get(
        'location',
      );
    expect(await land({})).toBe('/drive?outcome=expired');
    expect(await land({ cookie: 'colorbook_drive=another' })).toBe('/drive?outcome=expired');
    expect(await land({ cookie })).toBe('/drive?outcome=connected');
    expect(await land({ cookie })).toBe('/drive?outcome=expired');
  });

  it('reencrypts its tokens once there is a newer key', async () => {
    const { db } = drive.platform;
    const row = await db.driveConnection.findFirstOrThrow();
    const old = openDrive(drive.settings, 'http://books.test')!;
    const newer = { ...drive.settings, keys: [{ id: 'newer', key: randomBytes(32) }, ...drive.settings.keys] };
    await new DriveAccount({ db, ...openDrive(newer, 'http://books.test')! }, row.id).run((google) =>
      google.about.get({ fields: 'user' }),
    );
    const { tokens } = await db.driveConnection.findFirstOrThrow();
    expect(tokens).toMatch(/^newer:/);
    expect(openDrive(newer, 'http://books.test')!.vault.open(tokens, TOKENS)).toBe(old.vault.open(row.tokens, TOKENS));
    await db.driveConnection.updateMany({ data: { tokens: row.tokens } });
  });

  it('shows its tokens nowhere: not in the database, not in what workflows say', async () => {
    await drive.reach(await enableSync(), 'completed');
    const { db, client } = drive.platform;
    const { tokens } = await db.driveConnection.findFirstOrThrow();
    const { access, refresh } = JSON.parse(
      openDrive(drive.settings, 'http://books.test')!.vault.open(tokens, TOKENS)!,
    ) as Tokens;
    const expectNoSecret = (text: string): void => {
      for (const secret of [access, refresh, 'ya29.', 'upload_id']) expect(text).not.toContain(secret);
    };
    const rows = [
      await db.driveConnection.findMany(),
      await db.driveFile.findMany(),
      await db.driveAuthorization.findMany(),
      await db.event.findMany(),
      await db.jobLog.findMany(),
      await db.job.findMany(),
    ];
    expectNoSecret(JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
    await eventually(
      'workflows are listed',
      async () => (await client.workflow.count(`WorkflowType = 'syncBook'`)).count > 0,
    );
    for await (const { workflowId, runId } of client.workflow.list({ query: `WorkflowType = 'syncBook'` })) {
      const said = payloadsIn(await client.workflow.getHandle(workflowId, runId).fetchHistory());
      expect(said.length).toBeGreaterThan(5);
      // payloads are encrypted, so they are decrypted as workers do
      expectNoSecret(JSON.stringify(await fromPayloads(client, said)));
    }
  });
});

/** All that workflow and activities said to each other. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { metadata, data } = value as Payload;
  if (metadata?.['encoding'] && data) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}
