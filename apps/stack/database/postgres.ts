import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Account, postgresAccount } from '../setup/postgres-account.js';
import { findPostgresBinaries, type PostgresBinaries } from '../setup/postgres-binaries.js';

export const POSTGRES_USER = 'colorbook';

/** Command to start a postmaster. `-D` names the folder, by which a later start identifies the process. */
export interface PostgresCommand {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

export interface PostgresOptions {
  /** Folder of the cluster; made with `initdb` when missing. */
  folder: string;
  port: number;
  password: string;
  /** For tests only: trades durability for speed. */
  volatile?: boolean;
}

/** Creates the cluster if it is missing and returns the command that serves it. */
export async function preparePostgres(options: PostgresOptions): Promise<PostgresCommand> {
  const folder = resolve(options.folder);
  await mkdir(dirname(folder), { recursive: true });
  const binaries = await findPostgresBinaries();
  const account = await postgresAccount([binaries.postgres, folder]);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise({ ...options, folder }, binaries, account);
  return account.wrap(binaries.postgres, ['-D', folder, '-p', String(options.port), ...settings(options)]);
}

/** Creates the cluster in a temporary folder and renames it, so that an interrupted `initdb` leaves nothing. */
async function initialise(options: PostgresOptions, binaries: PostgresBinaries, account: Account): Promise<void> {
  const fresh = `${options.folder}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${fresh}.password`;
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (account.owner) {
    await chown(fresh, account.owner.uid, account.owner.gid);
    await chown(passwordFile, account.owner.uid, account.owner.gid);
  }
  try {
    const args = ['-D', fresh, '-U', POSTGRES_USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    // The builtin locale is the same on every system, independent of LANG.
    args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
    if (options.volatile) args.push('--no-sync');
    const { command, args: wrapped, ...ids } = account.wrap(binaries.initdb, args);
    await promisify(execFile)(command, wrapped, { ...ids, env: { ...process.env, LC_ALL: 'C' }, cwd: fresh });
    await rm(options.folder, { recursive: true, force: true });
    await rename(fresh, options.folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Loopback only, no socket file. Connections for one worker per core, the API and ad-hoc clients. */
function settings(options: PostgresOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(60 + 15 * availableParallelism()),
    shared_buffers: options.volatile ? '64MB' : '256MB',
    cluster_name: 'colorbook',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    lc_messages: 'C',
  };
  if (options.volatile) Object.assign(values, { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Address of one database of the cluster. */
export function postgresUrl(port: number, password: string, database: string): string {
  return `postgresql://${POSTGRES_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** True when the server answers a query. */
export async function postgresAnswers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Creates a database if it is missing. `name` is a constant, never user input. */
export async function ensureDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    const from = template ? ` TEMPLATE ${client.escapeIdentifier(template)}` : '';
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${from}`);
  } finally {
    await client.end();
  }
}
