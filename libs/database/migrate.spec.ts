import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { sqlOfNextMigration, writeMigration } from '../../apps/stack/database/new-migration.js';
import { ensureDatabase } from '../../apps/stack/database/postgres.js';
import { startTemporaryPostgres, type TemporaryPostgres } from '../../apps/stack/database/temporary-postgres.js';
import { migrate, MigrationError } from './migrate.js';

const SCHEMA = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel Book {\n  id Int @id\n}\n';

let postgres: TemporaryPostgres;
let folder: string;

beforeAll(async () => {
  [postgres, folder] = await Promise.all([startTemporaryPostgres(), mkdtemp(join(tmpdir(), 'colorbook-migrations-'))]);
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true });
});

async function database(name: string): Promise<string> {
  await ensureDatabase(postgres.url, name);
  return postgres.url.replace(/postgres$/, name);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  it('are written from the difference of two schemas and applied once, even by many at the same time', async () => {
    const schema = join(folder, 'schema.prisma');
    await writeFile(schema, SCHEMA);
    expect(await writeMigration('init', schema, folder)).toMatch(/\d{14}_init\/migration\.sql$/);
    expect(await writeMigration('nothing', schema, folder)).toBeNull();
    await writeFile(schema, SCHEMA.replace('@id', '@id\n  title String?'));
    expect(await sqlOfNextMigration(schema, folder)).toContain('ADD COLUMN     "title"');

    const url = await database('many');
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, folder)));
    expect(applied.flat()).toEqual([expect.stringMatching(/_init$/)]);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await query(url, 'SELECT count(*)::int AS n FROM "Book"')).toEqual([{ n: 0 }]);
  });

  it('that PostgreSQL refuses are named together with its reason, and tried again when fixed', async () => {
    const broken = join(folder, 'broken');
    await mkdir(join(broken, '20300101000000_broken'), { recursive: true });
    await writeFile(
      join(broken, '20300101000000_broken', 'migration.sql'),
      'CREATE FUNCTION f() RETURNS int AS $$ BEGIN PERFORM 1; RETURN 2; END $$ LANGUAGE plpgsql; CREATE TABLE x (y nonsense);',
    );
    const url = await database('broken');
    const outcome = migrate(url, broken);
    await expect(outcome).rejects.toThrow(MigrationError);
    await expect(outcome).rejects.toThrow(/20300101000000_broken[^]*nonsense/);
    await writeFile(join(broken, '20300101000000_broken', 'migration.sql'), 'CREATE TABLE x (y int);');
    expect(await migrate(url, broken)).toEqual(['20300101000000_broken']);
  });

  it('of this checkout build the schema as it is', async () => {
    const copy = join(folder, 'checkout');
    await cp('prisma', copy, { recursive: true });
    expect(await sqlOfNextMigration(join(copy, 'schema.prisma'), join(copy, 'migrations'))).toBe('');
    expect((await migrate(await database('checkout'))).length).toBeGreaterThan(0);
    expect(await readFile(join(copy, 'migrations', 'migration_lock.toml'), 'utf8')).toContain('postgresql');
  });
});
