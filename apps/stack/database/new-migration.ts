import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { MIGRATION_LOCKFILE, migrationsFolder } from '#database/migrate.js';
import { openSchemaEngine } from '#database/schema-engine.js';
import { inProject, projectRoot } from '../project.js';
import { startTemporaryPostgres } from './temporary-postgres.js';

/** `schema.prisma` as the newest migration left it; the next migration is the difference to it. */
const MIGRATED = 'datamodel.prisma';

/**
 * SQL from the last migrated datamodel to `prisma/schema.prisma`; empty when there is no difference. The engine compares
 * two schema files, and needs a PostgreSQL only to ask its version: a throw-away one. (Reading the migrations back from a
 * shadow database would need no copy of the schema, but the engine's WebAssembly build cannot yet describe PostgreSQL's
 * `"char"` columns.)
 */
export async function sqlOfNextMigration(
  schemaPath = inProject('prisma', 'schema.prisma'),
  folder = migrationsFolder(),
): Promise<string> {
  const target = { path: schemaPath, content: await readFile(schemaPath, 'utf8') };
  const postgres = await startTemporaryPostgres();
  const engine = await openSchemaEngine(postgres.url, target);
  try {
    const { stdout } = await engine.diff({
      from: await migratedDatamodel(join(folder, MIGRATED)),
      to: { tag: 'schemaDatamodel', files: [target] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout ?? '';
    return sql.replace(/^--.*$/gm, '').trim() === '' ? '' : sql;
  } catch (error) {
    throw new Error(`Prisma's engine refuses: ${engine.explain(error)}`, { cause: error });
  } finally {
    await engine.close();
    await postgres.stop();
  }
}

async function migratedDatamodel(path: string): Promise<DiffTarget> {
  if (!existsSync(path)) return { tag: 'empty' };
  return { tag: 'schemaDatamodel', files: [{ path, content: await readFile(path, 'utf8') }] };
}

/** Writes `<folder>/<UTC time>_<name>/migration.sql` and gives its path; null when nothing changed. */
export async function writeMigration(
  name: string,
  schemaPath = inProject('prisma', 'schema.prisma'),
  folder = migrationsFolder(),
): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) throw new Error('Give the migration a name like "init" or "add_orders".');
  const sql = await sqlOfNextMigration(schemaPath, folder);
  if (sql === '') return null;
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const path = join(folder, `${time}_${name}`, 'migration.sql');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, sql);
  await writeFile(join(folder, 'migration_lock.toml'), MIGRATION_LOCKFILE);
  await writeFile(join(folder, MIGRATED), await readFile(schemaPath));
  return path;
}

/** `node apps/stack/bootstrap.mjs migration NAME` */
export async function main(args: string[]): Promise<number> {
  const path = await writeMigration(args[0] ?? '');
  console.log(
    path ? `Wrote ${relative(projectRoot(), path)}. Read it before you commit it.` : 'The schema has not changed.',
  );
  return 0;
}
