import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Client } from 'pg';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import { checkAudit, recordAudit } from '#audit/audit-log.js';
import { fileInBackup, readManifest, snapshotFolder, snapshotsIn } from '#backup/manifest.js';
import { restoreBackup } from '#backup/restore-backup.js';
import { pruneBackups, takeBackup } from '#backup/take-backup.js';
import { verifyBackup } from '#backup/verify-backup.js';
import type { Session } from '#contracts/auth.js';
import { openDatabase } from '#database/database.js';
import { newId } from '#database/ids.js';
import { publishAccountEvent } from '#events/event-log.js';
import { post } from '#ledger/ledger.js';
import { FileStore } from '#storage/file-store.js';
import { PASSWORD, startApi } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform, RunningWorkers } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

jest.setTimeout(600_000);

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a backup that is taken while books are being made', () => {
  const artist = new QuickIllustrator();
  const providers = { illustrators: { 'built-in': artist }, storytellers: { 'built-in': new QuickStoryteller() } };
  let platform: Platform;
  let source: RunningWorkers;
  /** An empty one, as after the loss of everything. */
  let other: Platform;
  let folder: string;
  let finished: { jobId: string; bookId: string; ownerId: string };
  let running: { jobId: string };

  beforeAll(async () => {
    platform = await startPlatform(providers);
    other = await startPlatform(providers);
    source = await platform.startWorkers();
    folder = join(platform.directory, 'backup');
    artist.pace = 5;
    await platform.db.user.create({
      data: { id: newId(), email: 'mia@test.local', name: 'Mia\t\\N "Fuchs"\n', passwordHash: 'x' },
    });
    await platform.db.$transaction((tx) =>
      post(tx, {
        key: 'a',
        kind: 'cost',
        cause: { kind: 'job', id: 'a' },
        at: new Date(),
        postings: [
          { account: 'provider-costs', amount: { minor: 9n, currency: 'usd' } },
          { account: 'provider-payable', amount: { minor: -9n, currency: 'usd' } },
        ],
      }),
    );
    for (const reason of ['one', 'two'])
      await platform.db.$transaction((tx) =>
        recordAudit(tx, {
          actor: { id: newId(), email: 'a@b.c', role: 'admin' },
          act: 'look',
          subjectKind: 'user',
          subjectId: 'x',
          reason,
        }),
      );
    finished = await submitBook(platform, { pages: 4 });
    await waitForState(platform, finished.jobId, 'completed');
    const { hashPassword } = await import('#accounts/passwords.js');
    await platform.db.user.update({
      where: { id: finished.ownerId },
      data: { passwordHash: await hashPassword(PASSWORD) },
    });
    artist.pace = 150;
    running = await submitBook(platform, { pages: 40 });
    // more work beside it, of which some ends and some begins while the backup is taken
    for (let at = 0; at < 6; at += 1) await submitBook(platform, { pages: 3 });
    await eventually('pages are drawn', async () => (await platform.db.page.count({ where: { state: 'drawn' } })) > 8);
  });
  afterAll(async () => {
    await other?.stop();
    await platform?.stop();
  });

  const countsOf = async ({ db }: Pick<Platform, 'db'>): Promise<Record<string, number>> => {
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`;
    const counted = await Promise.all(
      tables.map(async ({ name }) => {
        const [row] = await db.$queryRawUnsafe<{ count: bigint }[]>(`SELECT count(*) FROM "${name}"`);
        return [name, Number(row!.count)] as const;
      }),
    );
    return Object.fromEntries(counted);
  };

  it('holds what its rows name, and copies only what is new the second time', async () => {
    const first = await takeBackup(platform.databaseUrl, platform.store, folder);
    expect(first.copied).toBeGreaterThan(4);
    const running_ = await platform.db.job.count({ where: { endedAt: null } });
    expect(running_).toBeGreaterThan(0); // it was taken in the middle of work
    expect((await verifyBackup(folder)).files).toBe(first.copied);
    const second = await takeBackup(platform.databaseUrl, platform.store, folder);
    expect(second.there).toBe(first.copied);
    expect(await snapshotsIn(folder)).toEqual([first.name, second.name]);
  });

  it('restores into an empty database and store, with every constraint intact', async () => {
    const eventsNow = await platform.db.event.aggregate({ _max: { seq: true } });
    const [name] = (await snapshotsIn(folder)).slice(-1);
    const manifest = await readManifest(folder, name!);
    const done = await restoreBackup(other.databaseUrl, other.store, folder);
    expect(done).toMatchObject({ name, there: 0, eraseAgain: 0 });

    const counts = await countsOf(other);
    for (const table of manifest.tables) expect([table.name, counts[table.name]]).toEqual([table.name, table.rows]);
    const [artifacts, art] = await Promise.all([other.db.artifact.findMany(), other.db.artVersion.findMany()]);
    expect(artifacts.length).toBeGreaterThan(1);
    for (const { sha256, size } of [...artifacts, ...art]) {
      const bytes = await other.store.read(sha256);
      expect([bytes?.length, hash(bytes!)]).toEqual([size, sha256]);
    }
    const ours = await platform.db.artifact.findFirstOrThrow({
      where: { jobId: finished.jobId, kind: 'interior-pdf' },
    });
    expect(await other.db.artifact.findUnique({ where: { id: ours.id } })).toEqual(ours);
    expect(await other.store.read(ours.sha256)).toEqual(await platform.store.read(ours.sha256));
    const mia = { where: { email: 'mia@test.local' } };
    expect(await other.db.user.findUnique(mia)).toEqual(await platform.db.user.findUnique(mia));
    expect(await checkAudit(other.db)).toMatchObject({ ok: true, entries: 2 });
    // the source has gone on since: its facts up to the backup are all there, word for word
    const facts = await other.db.ledgerTransaction.findMany({
      include: { postings: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    });
    const same = await platform.db.ledgerTransaction.findMany({
      where: { id: { in: facts.map(({ id }) => id) } },
      include: { postings: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    });
    expect(facts.length).toBeGreaterThan(1);
    expect(facts).toEqual(same);
    expect(await other.db.ledgerPosting.aggregate({ _sum: { amount: true } })).toEqual({ _sum: { amount: 0n } });

    // what guards the rows stands again, and numbers go on above all that anybody has seen
    await expect(other.db.auditEntry.deleteMany()).rejects.toThrow(/append-only/);
    await expect(other.db.$executeRaw`DELETE FROM "LedgerPosting"`).rejects.toThrow(/append-only/);
    const owner = await other.db.job.findUniqueOrThrow({ where: { id: finished.jobId } });
    await publishAccountEvent(other.db, owner.ownerId);
    const newest = await other.db.event.aggregate({ _max: { seq: true } });
    expect(newest._max.seq!).toBeGreaterThan(eventsNow._max.seq!);
    await other.db.jobLog.create({ data: { jobId: owner.id, level: 'info', activity: 'x', attempt: 1, message: 'x' } });
    // for devices that kept copies, every row is new
    const [old] = await other.db.$queryRaw<
      { count: bigint }[]
    >`SELECT count(*) FROM "Page" WHERE "changedIn"::text::bigint > pg_current_xact_id()::text::bigint`;
    expect(Number(old!.count)).toBe(0);
  });

  it('brings what was at work to an end: Temporal knows nothing of it', async () => {
    await source.stop(); // both share an artist, whose drawings are counted
    await other.startWorkers();
    const upkeep = createUpkeepActivities({ db: other.db, client: other.client, store: other.store });
    await other.db.$executeRaw`UPDATE "Job" SET "updatedAt" = now() - interval '1 minute'`;
    artist.pace = 0;
    await eventually(
      'every job has ended',
      async () => {
        for (const round of [upkeep.startQueuedJobs, upkeep.reconcileJobs])
          await new MockActivityEnvironment().run(round);
        return (await other.db.job.count({ where: { endedAt: null } })) === 0;
      },
      60_000,
    );
    const job = await other.db.job.findUniqueOrThrow({ where: { id: running.jobId } });
    expect(job).toMatchObject({ state: 'failed', code: 'workflow-missing', message: expect.stringMatching(/Retry/) });
    // and it goes on where it was: what is drawn is not drawn again
    const drawn = await other.db.page.count({ where: { bookId: job.bookId, state: 'drawn' } });
    const before = artist.calls.length;
    const { jobId } = await submitBook(other, {}, { bookId: job.bookId });
    await waitForState(other, jobId, 'completed');
    expect(artist.calls.length - before).toBe(41 - drawn);
  });

  it('lets people sign in, and gives them the same file', async () => {
    const api = await startApi(other);
    try {
      const job = await other.db.job.findUniqueOrThrow({ where: { id: finished.jobId }, include: { owner: true } });
      const { body } = await api.ask<Session>('POST', '/api/auth/login', {
        body: { email: job.owner.email, password: PASSWORD },
      });
      const artifact = await other.db.artifact.findFirstOrThrow({ where: { jobId: job.id, kind: 'interior-pdf' } });
      const answer = await fetch(`${api.url}/api/artifacts/${artifact.id}`, {
        headers: { authorization: `Bearer ${body.accessToken}` },
      });
      expect(hash(Buffer.from(await answer.arrayBuffer()))).toBe(artifact.sha256);
      // it is at work now: nothing is restored under its feet
      await expect(restoreBackup(other.databaseUrl, other.store, folder, { overwrite: true })).rejects.toThrow(
        /Stop ColorBook Engine first: colorbook-api/,
      );
    } finally {
      await api.stop();
    }
  });

  it('is refused where something is already, unless that may be lost; erasures since are not undone', async () => {
    await expect(restoreBackup(other.databaseUrl, other.store, folder)).rejects.toThrow(/not empty.*--overwrite/);
    const mia = await other.db.user.findUniqueOrThrow({ where: { email: 'mia@test.local' } });
    const { personHash } = await import('#accounts/personal-data-scrubber.js');
    await other.db.accountErasure.create({
      data: {
        id: newId(),
        personHash: personHash(mia.id),
        pseudonymId: newId(),
        askedBy: 'person',
        state: 'done',
        step: 'done',
        eraseAt: new Date(),
        endedAt: new Date(),
      },
    });
    await other.db.user.delete({ where: { id: mia.id } });
    const done = await restoreBackup(other.databaseUrl, other.store, folder, { overwrite: true });
    expect(done).toMatchObject({ eraseAgain: 1, copied: 0 });
    expect(await other.db.accountErasure.findMany({ where: { userId: mia.id } })).toMatchObject([
      { askedBy: 'restore', state: 'waiting' },
    ]);
  });

  it('is found damaged by a flipped byte, a lost file and another release’s migrations; nothing is touched then', async () => {
    const [name] = (await snapshotsIn(folder)).slice(-1);
    const shard = (await readdir(join(folder, 'files')))[0]!;
    const sha = (await readdir(join(folder, 'files', shard)))[0]!;
    const before = await countsOf(other);
    const refused = async (why: RegExp): Promise<void> => {
      await expect(restoreBackup(other.databaseUrl, other.store, folder, { overwrite: true })).rejects.toThrow(why);
      expect(await countsOf(other)).toEqual(before);
    };
    for (const path of [
      fileInBackup(folder, sha),
      join(snapshotFolder(folder, name!), 'User.copy.gz'),
      join(snapshotFolder(folder, name!), 'files.copy.gz'),
    ]) {
      const whole = await readFile(path);
      const broken = Buffer.from(whole);
      broken[Math.floor(broken.length / 2)]! ^= 1;
      await writeFile(path, broken);
      await expect(verifyBackup(folder)).rejects.toThrow(/is damaged: .*was changed/);
      await refused(/is damaged/);
      await writeFile(path, whole);
    }
    await verifyBackup(folder);
    const path = join(snapshotFolder(folder, name!), 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { migrations: { name: string }[] };
    await writeFile(path, JSON.stringify({ ...manifest, migrations: manifest.migrations.slice(0, -1) }));
    await refused(
      /was taken at migration \d+_\w+ \(of \d+\), and this release is at .* Restore with the release that took it/,
    );
    await writeFile(path, '{');
    await refused(/was damaged/);
    await writeFile(path, JSON.stringify(manifest));
  });

  it('reports a file that the store has lost', async () => {
    const { sha256 } = await platform.db.artifact.findFirstOrThrow({ where: { jobId: finished.jobId } });
    await platform.store.remove(sha256);
    const empty = join(platform.directory, 'another');
    await expect(takeBackup(platform.databaseUrl, platform.store, empty)).rejects.toThrow(
      /named in the database and are not in the store/,
    );
    expect(await snapshotsIn(empty)).toEqual([]);
    // and of one that was damaged
    const store = new FileStore(join(platform.directory, 'artifacts'));
    const victim = await platform.db.artVersion.findFirstOrThrow();
    const path = join(platform.directory, 'artifacts', victim.sha256.slice(0, 2), victim.sha256);
    const bytes = await readFile(path);
    await writeFile(path, Buffer.concat([bytes, Buffer.from('!')]));
    await expect(takeBackup(platform.databaseUrl, store, empty)).rejects.toThrow(/store is damaged|not in the store/);
    await writeFile(path, bytes);
  });

  it('frees space: older backups are deleted, and the files that only they name', async () => {
    const names = await snapshotsIn(folder);
    const gone = await pruneBackups(folder, 1);
    expect(gone.backups).toBe(names.length - 1);
    await verifyBackup(folder);
  });

  it('refuses a database that was never ours', async () => {
    const client = new Client({ connectionString: other.databaseUrl });
    await client.connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await client.end();
    await expect(takeBackup(other.databaseUrl, other.store, join(other.directory, 'none'))).rejects.toThrow(
      /database is empty/,
    );
    const fresh = openDatabase({ url: other.databaseUrl, pool: 2, name: 'test' });
    await restoreBackup(other.databaseUrl, other.store, folder);
    expect(await fresh.user.count()).toBeGreaterThan(1);
    await fresh.$disconnect();
  });
});
