import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text as textOf } from 'node:stream/consumers';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** As Prisma makes it (`prisma migrate deploy`, 7.10). */
const MIGRATIONS_TABLE = `
CREATE TABLE "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * All rows of a database as SQL text, with COPY as `pg_dump` writes it. The tables themselves are not in it: the migrations
 * that `_prisma_migrations` names make them again.
 */
export async function databaseToText(client: Client): Promise<string> {
  const parts = [`-- next transaction: ${await nextTransaction(client)}`];
  for (const table of await tablesOf(client)) {
    const columns = (await columnsOf(client, table)).map((each) => `"${each}"`).join(', ');
    const rows = await textOf(client.query(copyTo(`COPY (SELECT ${columns} FROM "${table}" ORDER BY 1) TO STDOUT`)));
    if (rows !== '') parts.push(`COPY "${table}" (${columns}) FROM stdin;\n${rows}\\.`);
  }
  const { rows: sequences } = await client.query<{ name: string; last: string | null }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  for (const { name, last } of sequences) if (last !== null) parts.push(`SELECT setval('"${name}"', ${last}, true);`);
  return `${parts.join('\n\n')}\n`;
}

/**
 * Fills an empty database with such a text. Throws when a migration that the text names is not in `migrations` any more, or
 * is another one there.
 */
export async function textToDatabase(client: Client, text: string, migrations: string): Promise<void> {
  const blocks = blocksOf(text);
  for (const { name, checksum } of migrationsIn(blocks)) await applyMigration(client, migrations, name, checksum);
  // no triggers and no checks of references while the rows come in
  await client.query('SET session_replication_role = replica');
  // migrations bring rows of their own, which are among those of the text
  const tables = (await tablesOf(client)).map((each) => `"${each}"`).join(', ');
  if (tables !== '') await client.query(`TRUNCATE ${tables}`);
  await client.query(MIGRATIONS_TABLE);
  // rows hold numbers of transactions (ADR 22), which have to be past ones in the new database, too
  const next = /^-- next transaction: (\d+)$/m.exec(text)?.[1] ?? '0';
  await client.query(`DO $$ BEGIN WHILE pg_current_xact_id()::text::bigint < ${next} LOOP COMMIT; END LOOP; END $$`);
  for (const { sql, rows } of blocks)
    if (rows === null) await client.query(sql);
    else await pipeline(Readable.from([rows]), client.query(copyFrom(sql)));
}

interface Block {
  sql: string;
  /** What COPY reads; null for a plain statement. */
  rows: string | null;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.split('\n\n')) {
    const sql = part.trimEnd();
    const [first = '', ...lines] = sql.split('\n');
    if (first.startsWith('COPY ')) blocks.push({ sql: first, rows: `${lines.slice(0, -1).join('\n')}\n` });
    else if (sql !== '' && !first.startsWith('--')) blocks.push({ sql, rows: null });
  }
  return blocks;
}

function migrationsIn(blocks: Block[]): { name: string; checksum: string }[] {
  const table = blocks.find(({ sql }) => sql.startsWith('COPY "_prisma_migrations"'));
  const columns = /\((.*)\)/.exec(table?.sql ?? '')?.[1]?.split(', ') ?? [];
  const [name, checksum] = ['"migration_name"', '"checksum"'].map((each) => columns.indexOf(each));
  const rows = (table?.rows ?? '')
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'));
  return rows
    .map((row) => ({ name: row[name ?? -1] ?? '', checksum: row[checksum ?? -1] ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function applyMigration(client: Client, folder: string, name: string, checksum: string): Promise<void> {
  const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  if (createHash('sha256').update(sql).digest('hex') !== checksum)
    throw new Error(`The migration ${name} is another one than the database was made with.`);
  await client.query(sql);
}

async function nextTransaction(client: Client): Promise<string> {
  const { rows } = await client.query<{ next: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next');
  return rows[0]?.next ?? '0';
}

async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [`"${table}"`],
  );
  return rows.map(({ name }) => name);
}
