import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationDirectory, MigrationList } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { isPooler } from './pooler.js';
import { openSchemaEngine } from './schema-engine.js';

/** Any number, as long as no other program takes it: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_311_042;

/** Prisma's engine requires the SQL dialect of the migrations. */
export const MIGRATION_LOCKFILE = 'provider = "postgresql"\n';

/** A migration that PostgreSQL refused, or a history that does not fit the database. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** `prisma/migrations` of this checkout, seen from the source as well as from `dist`. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'prisma', 'migrations');
}

/** Reads the migrations as Prisma's engine wants them, oldest first. A missing folder is an empty list. */
export async function readMigrations(folder = migrationsFolder()): Promise<MigrationList> {
  const names = existsSync(folder)
    ? (await readdir(folder, { withFileTypes: true })).filter((each) => each.isDirectory()).map((each) => each.name)
    : [];
  const migrationDirectories: MigrationDirectory[] = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(folder, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: MIGRATION_LOCKFILE };
  return { baseDir: folder, lockfile, shadowDbInitScript: '', migrationDirectories };
}

/**
 * Brings the database to the newest migration and gives the names of those it applied. Keeps the same
 * `_prisma_migrations` table as `prisma migrate deploy`. Safe to call from many processes at once.
 * Throws `MigrationError` when a migration fails, where PostgreSQL keeps what came before it, and when the address is of
 * a pooler, whose sessions hold no lock.
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  if (await isPooler(databaseUrl))
    throw new MigrationError(
      'The database cannot be migrated through a connection pooler. Set DATABASE_DIRECT_URL to PostgreSQL itself.',
    );
  const guard = new Client({ connectionString: databaseUrl });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await forgetBrokenOff(guard);
    return await apply(databaseUrl, migrationsList);
  } finally {
    // Ending the session gives the lock back, whatever happened in between.
    await guard.end();
  }
}

/**
 * A migration is one query, which PostgreSQL runs whole or not at all. One that was started and not finished when its
 * process or the server was killed is therefore tried again, instead of Prisma's request to clean up by hand.
 */
async function forgetBrokenOff(guard: Client): Promise<void> {
  const found = await guard.query<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations') AS name`);
  if (found.rows[0]?.name === null) return;
  const brokenOff = 'finished_at IS NULL AND rolled_back_at IS NULL';
  await guard.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE ${brokenOff}`);
}

async function apply(databaseUrl: string, migrationsList: MigrationList): Promise<string[]> {
  const engine = await openSchemaEngine(databaseUrl);
  try {
    const filters = { externalTables: [], externalEnums: [] };
    return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
  } catch (error) {
    throw new MigrationError(`The database could not be migrated: ${engine.explain(error)}`, { cause: error });
  } finally {
    await engine.close();
  }
}
