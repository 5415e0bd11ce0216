import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { TEMPLATE_DATABASE, TEST_DATABASE_PREFIX } from '../../apps/stack/database/test-databases.js';
import { anyFreePort } from '../../apps/stack/home/free-port.js';
import { ensureDatabase } from '../../apps/stack/database/postgres.js';
import { inProject } from '../../apps/stack/project.js';
import { endProcess } from '../../apps/stack/home/process-identity.js';
import { readStackState, type StackState } from '../../apps/stack/home/state-file.js';
import { startTemporaryPostgres } from '../../apps/stack/database/temporary-postgres.js';
import { startTemporaryTemporal } from '../../apps/stack/testing/temporary-temporal.js';
import { asDatabaseFailure } from '../../libs/database/database-fault.js';
import { migrate } from '../../libs/database/migrate.js';

export interface Engines {
  temporalAddress: string;
  /** A migrated database of its own; gives its URL. Takes some 50 ms after the first. */
  newDatabase(): Promise<string>;
  /** Of those that were started for this caller alone. */
  pids: { postgres?: number | undefined; temporal?: number | undefined };
  stop(): Promise<void>;
}

/**
 * Real PostgreSQL and Temporal. Under `npm test` all suites share one of each (TEST_DATABASE_URL,
 * TEST_TEMPORAL_ADDRESS) and differ by database and task queue; run alone, a suite starts its own.
 */
export async function startEngines(needs: { temporal?: boolean; temporalFile?: string } = {}): Promise<Engines> {
  const sharedUrl = process.env['TEST_DATABASE_URL'];
  const sharedAddress = process.env['TEST_TEMPORAL_ADDRESS'];
  const [postgres, temporal] = await Promise.all([
    sharedUrl ? undefined : startTemporaryPostgres(),
    sharedAddress || needs.temporal === false ? undefined : startTemporaryTemporal(undefined, needs.temporalFile),
  ]);
  const url = sharedUrl ?? postgres?.url ?? '';
  return {
    temporalAddress: sharedAddress ?? temporal?.address ?? '',
    newDatabase: () => newDatabase(url),
    pids: { postgres: postgres?.pid, temporal: temporal?.pid },
    stop: async () => void (await Promise.all([postgres?.stop(), temporal?.stop()])),
  };
}

/** Copies a template that was migrated once per server. `adminUrl` is of its maintenance database. */
export async function newDatabase(adminUrl: string): Promise<string> {
  const urlOf = (name: string): string => adminUrl.replace(/\/[^/]*$/, `/${name}`);
  const template = TEMPLATE_DATABASE;
  const guard = new Client({ connectionString: adminUrl });
  await guard.connect();
  try {
    // One at a time: the template is made once, and PostgreSQL refuses to copy one that somebody is connected to.
    await guard.query('SELECT pg_advisory_lock(7311043)');
    const found = await guard.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) {
      const unfinished = `making_${randomBytes(4).toString('hex')}`;
      await ensureDatabase(adminUrl, unfinished);
      await migrate(urlOf(unfinished));
      await guard.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
    }
    const name = `${TEST_DATABASE_PREFIX}${randomBytes(6).toString('hex')}`;
    await ensureDatabase(adminUrl, name, template);
    return urlOf(name);
  } finally {
    await guard.end();
  }
}

export interface RunningStack {
  url: string;
  home: string;
  /** What stack.json says right now. */
  state(): StackState;
  /** Process number of a part, e.g. `worker-1`. Throws while it is down. */
  pid(name: string): number;
  /** Number of the supervisor itself. */
  supervisorPid: number;
  /** All that it has printed so far. */
  output(): string;
  /** Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>;
  /** `kill -9` of the supervisor and of the script that started it. Its children are left to themselves. */
  kill(): Promise<void>;
}

/** Runs the real `npm start` on a free port, without the sample book unless `env` asks for it; resolves when it is ready. */
export async function startStack(options: {
  home: string;
  workers?: number;
  env?: Record<string, string>;
  /** What Node is to run instead of the checkout's own `npm start`. */
  program?: string[];
}): Promise<RunningStack> {
  const program = options.program ?? [inProject('apps', 'stack', 'bootstrap.mjs'), 'start'];
  const child = spawn(process.execPath, program, {
    cwd: inProject(),
    env: { ...(await stackEnvironment(options)), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  endWithParent(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const state = await waitUntilReady(child, join(options.home, 'stack.json'), () => printed);
  return handleOf(child, options.home, state, () => printed);
}

async function stackEnvironment(options: { home: string; workers?: number }): Promise<NodeJS.ProcessEnv> {
  const {
    NODE_OPTIONS: _jestsOwn,
    NODE_ENV: _test,
    DATABASE_URL: _url,
    TEMPORAL_ADDRESS: _address,
    ...inherited
  } = process.env;
  return {
    ...inherited,
    COLORBOOK_HOME: options.home,
    COLORBOOK_WORKERS: String(options.workers ?? 2),
    COLORBOOK_SAMPLE: 'false',
    PORT: String(await anyFreePort()),
  };
}

async function waitUntilReady(child: ChildProcess, path: string, printed: () => string): Promise<StackState> {
  for (const end = Date.now() + 180_000; Date.now() < end; await delay(50)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const state = readStackState(path);
    if (state && state.pid === child.pid && printed().includes('Ready after')) return state;
  }
  if (child.pid !== undefined && child.exitCode === null) await endProcess(child.pid, 'SIGTERM', 30_000);
  throw new Error(`The stack did not become ready:\n${printed()}`);
}

function handleOf(child: ChildProcess, home: string, { url }: StackState, output: () => string): RunningStack {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const state = (): StackState => {
    const now = readStackState(join(home, 'stack.json'));
    if (!now) throw new Error('There is no stack.json.');
    return now;
  };
  return {
    url,
    home,
    state,
    supervisorPid: child.pid ?? 0,
    output,
    pid: (name) => {
      const pid = state().processes.find((each) => each.name === name)?.pid;
      if (!pid) throw new Error(`${name} is not running.`);
      return pid;
    },
    stop: async () => {
      child.kill('SIGINT');
      return (await ended)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Waits until a condition holds; throws after `ms` with `what` was waited for. A database that does not answer a busy
 * machine in time is asked again.
 */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, ms = 180_000): Promise<void> {
  let cause: unknown;
  for (const end = Date.now() + ms; Date.now() < end; await delay(50))
    try {
      if (await holds()) return;
    } catch (error) {
      if (!asDatabaseFailure(error)?.retryable) throw error;
      cause = error;
    }
  throw new Error(`Waited ${ms} ms in vain for this: ${what}`, { cause });
}
