import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithParent } from '../home/end-with-parent.js';
import { ExclusiveLock } from '../home/exclusive-lock.js';
import { anyFreePort } from '../home/free-port.js';
import type { Home } from '../home/home.js';
import { ensureDatabase, postgresAnswers, postgresUrl, preparePostgres } from './postgres.js';
import { reapOrphans, reapPostgres } from '../home/reap.js';
import { secretsOf } from '../setup/secrets.js';
import type { Settings } from '../home/settings.js';
import { readStackState } from '../home/state-file.js';

const DATABASE = 'colorbook';
const PATIENCE_MS = 60_000;

/**
 * Runs `work` with the database URL: of the environment, of the running stack in the data folder, or
 * of a temporarily started server. `fresh`: creates the database of a new data folder.
 */
export async function withDatabase<T>(
  settings: Settings,
  home: Home,
  fresh: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (settings.DATABASE_URL) return work(settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL);
  if (!fresh && !existsSync(join(home.postgres, 'PG_VERSION')))
    throw new Error(`There is no database in ${home.path}. Set COLORBOOK_HOME or DATABASE_URL to where it is.`);
  const { databasePassword: password } = secretsOf(home.secrets);
  const lock = ExclusiveLock.tryTake(home.lock);
  if (!lock) return work(postgresUrl(runningPort(home), password, DATABASE));
  try {
    await reapOrphans(home);
    return await withPostgres(home, password, work);
  } finally {
    lock.release();
  }
}

function runningPort(home: Home): number {
  const part = readStackState(home.state)?.processes.find(({ name }) => name === 'postgres');
  if (part?.port && part.state === 'running') return part.port;
  throw new Error(`A stack is starting or stopping in ${home.path}; try again in a moment.`);
}

async function withPostgres<T>(home: Home, password: string, work: (url: string) => Promise<T>): Promise<T> {
  await reapPostgres(home);
  const port = await anyFreePort();
  const { command, args, ...ids } = await preparePostgres({ folder: home.postgres, port, password });
  const child = spawn(command, args, { ...ids, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  endWithParent(child, { signal: 'SIGINT' });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-2_000)));
  const ended = once(child, 'exit');
  try {
    const admin = postgresUrl(port, password, 'postgres');
    for (const end = Date.now() + PATIENCE_MS; !(await postgresAnswers(admin)); await delay(50))
      if (child.exitCode !== null || Date.now() > end) throw new Error(`PostgreSQL did not start:\n${log}`);
    await ensureDatabase(admin, DATABASE);
    return await work(postgresUrl(port, password, DATABASE));
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}
