import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, readMigrations } from '#database/migrate.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { copyIntoStore } from './copy-files.js';
import { migrationsOf } from './dump-database.js';
import { filesOf } from './file-list.js';
import { BackupError, readManifest, snapshotFolder, snapshotsIn } from './manifest.js';
import type { Manifest } from './manifest.js';
import { verifyBackup } from './verify-backup.js';

/** Clients have seen numbers of events that are newer than the backup: those that come now must be above them. */
const EVENTS_AHEAD = 1_000_000;

export interface Restored {
  name: string;
  takenAt: string;
  rows: number;
  copied: number;
  there: number;
  /** Accounts that had been erased since, and will be again. */
  eraseAgain: number;
}

/**
 * Loads a backup into an empty database (with `overwrite`, in the place of what is there) and its files into the store.
 * Nothing is changed before the whole backup was verified. Throws `BackupError` with a message for the operator.
 */
export async function restoreBackup(
  databaseUrl: string,
  store: ArtifactStore,
  folder: string,
  { overwrite = false, snapshot }: { overwrite?: boolean; snapshot?: string } = {},
): Promise<Restored> {
  const { name, manifest } = await verifyBackup(folder, snapshot);
  await refuseOtherLevel(manifest);
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'restore',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await refuseInUse(client);
    const existing = await emptyDatabase(client, overwrite);
    await migrate(databaseUrl);
    const level = await migrationsOf(client);
    if (JSON.stringify(level) !== JSON.stringify(manifest.migrations)) throw otherLevel(level, manifest);
    const files = await copyIntoStore(store, folder, filesOf(folder, name, manifest));
    const tombstones = [...(await tombstonesIn(folder)), ...existing];
    const eraseAgain = await load(client, folder, name, manifest, tombstones);
    const rows = manifest.tables.reduce((sum, each) => sum + each.rows, 0);
    return { name, takenAt: manifest.takenAt, rows, ...files, eraseAgain };
  } finally {
    await client.end();
  }
}

/** Before anything is emptied: this release's migrations must be those that the backup was taken at. */
async function refuseOtherLevel(manifest: Manifest): Promise<void> {
  const ours = (await readMigrations()).migrationDirectories.map(({ path }) => ({ name: path }));
  const [here, there] = [ours, manifest.migrations].map((list) => list.map((each) => each.name).join());
  if (here !== there) throw otherLevel(ours, manifest);
}

function otherLevel(ours: { name: string }[], { migrations }: Manifest): BackupError {
  const newest = (list: { name: string }[]): string => list.at(-1)?.name ?? 'none';
  return new BackupError(
    `The backup was taken at migration ${newest(migrations)} (of ${migrations.length}), and this release is at ` +
      `${newest(ours)} (of ${ours.length}). Restore with the release that took it, then start the newer one, which migrates.`,
  );
}

async function refuseInUse(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'colorbook-%'`,
  );
  if (rows.length > 0)
    throw new BackupError(
      `Stop ColorBook Engine first: ${rows.map(({ name }) => name).join(', ')} work with this database.`,
    );
}

type Tombstones = Manifest['tombstones'];

/** A schema without anything in it; gives the tombstones of what was there, which must not be lost. */
async function emptyDatabase(client: Client, overwrite: boolean): Promise<Tombstones> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('_prisma_migrations', 'EventCounter')`,
  );
  const filled: string[] = [];
  for (const { name } of tables)
    if (((await client.query(`SELECT 1 FROM "${name}" LIMIT 1`)).rowCount ?? 0) > 0) filled.push(name);
  if (filled.length > 0 && !overwrite)
    throw new BackupError(
      `The database is not empty (${filled.slice(0, 5).join(', ')}${filled.length > 5 ? ' …' : ''}). Name an empty one, or say --overwrite: all that is in it is lost then.`,
    );
  const erasures = filled.includes('AccountErasure')
    ? await client.query<{ personHash: string; at: Date }>(
        `SELECT "personHash", "endedAt" AS at FROM "AccountErasure" WHERE state = 'done'`,
      )
    : { rows: [] };
  await client.query('DROP SCHEMA public CASCADE');
  await client.query('CREATE SCHEMA public');
  return erasures.rows.map(({ personHash, at }) => ({ personHash, at: at.toISOString() }));
}

/** Of every backup in the folder: an erasure stands in the newer ones, and must not be undone by an older one. */
async function tombstonesIn(folder: string): Promise<Tombstones> {
  const all = await Promise.all(
    (await snapshotsIn(folder)).map((name) => readManifest(folder, name).catch(() => null)),
  );
  return all.flatMap((each) => each?.tombstones ?? []);
}

/** All rows in one transaction, as they were: triggers, which number, check and guard new rows, stand by. */
async function load(
  client: Client,
  folder: string,
  name: string,
  manifest: Manifest,
  tombstones: Tombstones,
): Promise<number> {
  await client.query('BEGIN');
  try {
    for (const table of manifest.tables) {
      await client.query(`ALTER TABLE "${table.name}" DISABLE TRIGGER USER`);
      await client.query(`DELETE FROM "${table.name}"`);
      const columns = table.columns.map((each) => `"${each}"`).join(', ');
      const target = client.query(copyFrom(`COPY "${table.name}" (${columns}) FROM STDIN`));
      await pipeline(createReadStream(join(snapshotFolder(folder, name), table.file)), createGunzip(), target);
      if (target.rowCount !== table.rows)
        throw new BackupError(`${table.name}: ${target.rowCount} of ${table.rows} rows could be loaded.`);
      await client.query(`ALTER TABLE "${table.name}" ENABLE TRIGGER USER`);
    }
    for (const { name: sequence, value, isCalled } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [`"${sequence}"`, value, isCalled]);
    await client.query('UPDATE "EventCounter" SET seq = seq + $1', [EVENTS_AHEAD]);
    const eraseAgain = await layTombstones(client, tombstones);
    await client.query('COMMIT');
    return eraseAgain;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** The watchdog finds accounts by them and has them erased again. Gives how many of those came back. */
async function layTombstones(client: Client, tombstones: Tombstones): Promise<number> {
  for (const { personHash, at } of tombstones)
    await client.query(
      `INSERT INTO "AccountErasure" (id, "personHash", "pseudonymId", "askedBy", reason, state, step, "eraseAt", "endedAt", "updatedAt")
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'restore', '', 'done', 'done', $2, $2, now()
       WHERE NOT EXISTS (SELECT FROM "AccountErasure" WHERE "personHash" = $1 AND state = 'done')`,
      [personHash, at],
    );
  const { rows } = await client.query<{ count: number }>(
    `INSERT INTO "AccountErasure" (id, "userId", "personHash", "pseudonymId", "askedBy", reason, "eraseAt", "updatedAt")
     SELECT gen_random_uuid(), u.id, min(e."personHash"), gen_random_uuid(), 'restore', 'A restored backup brought it back.', now(), now()
     FROM "User" u JOIN "AccountErasure" e ON e."personHash" = encode(sha256(convert_to(u.id::text, 'UTF8')), 'hex') AND e.state = 'done'
     WHERE NOT EXISTS (SELECT FROM "AccountErasure" o WHERE o."userId" = u.id AND o."endedAt" IS NULL)
     GROUP BY u.id RETURNING 1 AS count`,
  );
  return rows.length;
}
