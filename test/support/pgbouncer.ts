import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { firstExecutable, onPath } from '../../apps/stack/setup/go-binary.js';
import { anyFreePort } from '../../apps/stack/home/free-port.js';
import { postgresAccount } from '../../apps/stack/setup/postgres-account.js';

export interface PgBouncer {
  /** The same database, through the pooler. */
  url: string;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/** Path of PgBouncer on this machine, or null. */
export const findPgBouncer = async (): Promise<string | null> =>
  (await firstExecutable(onPath('pgbouncer', ['/usr/sbin', '/usr/local/sbin']))) ?? null;

/** Starts PgBouncer before a database, with these lines in its `[pgbouncer]` section. */
export async function startPgBouncer(program: string, databaseUrl: string, settings: string): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'colorbook-pgbouncer-'));
  await chmod(folder, 0o755); // it refuses to run as root, and reads its file as somebody else
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const listen = await anyFreePort();
  const target = `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}`;
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(
    file,
    `[databases]\n${pathname.slice(1)} = ${target}\n[pgbouncer]\n${settings}\n` +
      `listen_addr = 127.0.0.1\nlisten_port = ${listen}\nunix_socket_dir =\nauth_type = any\n`,
    { mode: 0o644 },
  );
  const { command, args, ...ids } = (await postgresAccount([folder])).wrap(program, [file]);
  const child = spawn(command, args, { ...ids, stdio: ['ignore', 'ignore', 'pipe'] });
  endWithParent(child, { signal: 'SIGKILL', folder });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, 'exit');
  const url = databaseUrl.replace(`:${port}/`, `:${listen}/`);
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true });
  };
  for (const end = Date.now() + START_MS; !(await answers(url)); await delay(50))
    if (child.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`PgBouncer did not start:\n${log}`);
    }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
