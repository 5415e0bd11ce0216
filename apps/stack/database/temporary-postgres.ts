import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithParent } from '../home/end-with-parent.js';
import { anyFreePort } from '../home/free-port.js';
import { postgresAnswers, postgresUrl, preparePostgres } from './postgres.js';

export interface TemporaryPostgres {
  /** Of the maintenance database `postgres`; make your own beside it. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** A real PostgreSQL in a folder of its own that goes away with `stop()`. Fast rather than safe. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'colorbook-postgres-'));
  await chmod(home, 0o711);
  const port = await anyFreePort();
  const password = 'temporary';
  const { command, args, ...ids } = await preparePostgres({
    folder: join(home, 'data'),
    port,
    password,
    volatile: true,
  });
  const child = spawn(command, args, { ...ids, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  // Fast shutdown: it ends the sessions of others instead of waiting for them.
  endWithParent(child, { signal: 'SIGINT', folder: home });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  const url = postgresUrl(port, password, 'postgres');
  for (const end = Date.now() + 30_000; !(await postgresAnswers(url)); await delay(20))
    if (child.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`PostgreSQL did not start:\n${log}`);
    }
  return { url, pid: child.pid ?? 0, stop };
}
