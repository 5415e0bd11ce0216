import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { firstOf } from '#contracts/items.js';
import { BackupError } from './manifest.js';
import type { Manifest, Part } from './manifest.js';
import { Measure } from './streams.js';

/** Rows of these are facts about this very database. */
const NOT_DUMPED = new Set(['_prisma_migrations']);
/** Filled in again on restore: transaction ids differ between databases (ADR 22). */
const NOT_DUMPED_TYPES = "'xid8'::regtype";

/** Columns that name a file of the store, each with the size where the row knows it. */
export const FILES_NAMED = `
  SELECT sha256, max(size) AS size FROM (
    SELECT sha256, size::bigint FROM "ArtVersion"
    UNION ALL SELECT sha256, size::bigint FROM "Artifact"
    UNION ALL SELECT "coverArtSha", NULL FROM "Book" WHERE "coverArtSha" IS NOT NULL
    UNION ALL SELECT sha256, NULL FROM "ProviderCall" WHERE sha256 IS NOT NULL
    UNION ALL SELECT digest, NULL FROM "Period"
    UNION ALL SELECT "zipSha256", "zipSize" FROM "Batch" WHERE "zipSha256" IS NOT NULL
    UNION ALL SELECT sha256, size FROM "AccountExport" WHERE sha256 IS NOT NULL
  ) AS files WHERE sha256 ~ '^[0-9a-f]{64}$' GROUP BY sha256 ORDER BY sha256`;

export type Dump = Pick<Manifest, 'migrations' | 'tables' | 'sequences' | 'tombstones' | 'takenAt'> & { files: Part };

/**
 * Writes all rows, as they were at one moment, into files of a folder (COPY's text, gzipped): a snapshot that other sessions go
 * on beside. Needs no tools of PostgreSQL's.
 */
export async function dumpDatabase(databaseUrl: string, folder: string): Promise<Dump> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'backup',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ at: Date }>('SELECT now() AS at');
    const dump: Dump = {
      takenAt: firstOf(rows).at.toISOString(),
      migrations: await migrationsOf(client),
      tables: [],
      files: await copyOut(client, `COPY (${FILES_NAMED}) TO STDOUT`, folder, 'files'),
      sequences: await sequencesOf(client),
      tombstones: await tombstonesOf(client),
    };
    for (const name of await tablesInOrder(client)) {
      const columns = await columnsOf(client, name);
      const list = columns.map((each) => `"${each}"`).join(', ');
      const part = await copyOut(client, `COPY "${name}" (${list}) TO STDOUT`, folder, name);
      dump.tables.push({ ...part, columns });
    }
    await client.query('COMMIT');
    return dump;
  } finally {
    await client.end();
  }
}

async function copyOut(client: Client, sql: string, folder: string, name: string): Promise<Part> {
  const file = `${name}.copy.gz`;
  const measure = new Measure();
  const source = client.query(copyTo(sql));
  await pipeline(
    source,
    createGzip({ level: 6 }),
    measure,
    createWriteStream(join(folder, file), { mode: 0o600, flush: true }),
  );
  return { name, file, rows: source.rowCount ?? 0, bytes: measure.bytes, sha256: measure.sha256() };
}

/** Names and contents of the migrations that made a database what it is. Throws `BackupError` for another program's. */
export async function migrationsOf(client: Client): Promise<Manifest['migrations']> {
  const known = await client.query<{ is: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS is`);
  if (!known.rows[0]?.is) throw new BackupError('The database is empty: ColorBook Engine was never started on it.');
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows;
}

/** Who is referred to comes before who refers. */
async function tablesInOrder(client: Client): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  const references = await client.query<{ from: string; to: string }>(
    `SELECT a.relname AS from, b.relname AS to FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND a.oid <> b.oid`,
  );
  const left = new Set(tables.rows.map(({ name }) => name).filter((name) => !NOT_DUMPED.has(name)));
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((name) => !references.rows.some(({ from, to }) => from === name && left.has(to)));
    if (free.length === 0)
      throw new BackupError(`These tables refer to each other in a circle: ${[...left].join(', ')}`);
    for (const name of free) left.delete(name);
    ordered.push(...free);
  }
  return ordered;
}

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
     AND attgenerated = '' AND atttypid <> ${NOT_DUMPED_TYPES} ORDER BY attnum`,
    [`"${table}"`],
  );
  return rows.map(({ name }) => name);
}

/** Sequences know no snapshot: they are at least where the rows are. */
async function sequencesOf(client: Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  const found: Manifest['sequences'] = [];
  for (const { name } of rows) {
    const at = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM "${name}"`,
    );
    found.push({ name, ...firstOf(at.rows) });
  }
  return found;
}

async function tombstonesOf(client: Client): Promise<Manifest['tombstones']> {
  const { rows } = await client.query<{ personHash: string; at: Date }>(
    `SELECT "personHash", "endedAt" AS at FROM "AccountErasure" WHERE state = 'done' ORDER BY "endedAt"`,
  );
  return rows.map(({ personHash, at }) => ({ personHash, at: at.toISOString() }));
}
