import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, endProcess, isAlive, processesIn } from './process-identity.js';
import type { Home } from './home.js';
import { readStackState } from './state-file.js';

/** PostgreSQL and Temporal have no channel that tells them that the stack is gone; their own shutdown is quick. */
const SIGNALS: Record<string, NodeJS.Signals> = { postgres: 'SIGINT' };
const GRACE_MS = 5_000;

/**
 * Ends what a killed stack left running in this folder, found by the numbers in its stack.json. The command line must
 * name the folder, since the number may belong to somebody else by now. The caller holds the folder's lock.
 */
export async function reapOrphans(home: Home): Promise<string[]> {
  const recorded = readStackState(home.state)?.processes ?? [];
  const ended = await Promise.all(
    recorded.map(async ({ name, pid }) => {
      if (pid === null || !(await isAlive(pid)) || !(await isOurs(pid, home))) return [];
      await endProcess(pid, SIGNALS[name] ?? 'SIGTERM', GRACE_MS);
      return [name];
    }),
  );
  await reapPostgres(home);
  return ended.flat();
}

/** PostgreSQL and Temporal have the folder among their arguments, our own processes in the address of their guard. */
async function isOurs(pid: number, home: Home): Promise<boolean> {
  const line = await commandLine(pid);
  return [home.path, new URLSearchParams({ home: home.path }).toString()].some((mark) => line.includes(mark));
}

/**
 * Ends every PostgreSQL process of the cluster and takes away its pid file. Backends of a postmaster that was killed
 * keep its shared memory for a moment, and no new postmaster starts as long as they do; all of them work in the
 * cluster's folder. Whoever owns the data folder's lock is the only one who may run a postmaster there.
 */
export async function reapPostgres({ postgres }: Home): Promise<void> {
  const pidFile = join(postgres, 'postmaster.pid');
  const recorded = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const pids = await processesIn(postgres);
  const candidates = Number.isNaN(recorded) ? pids : [...pids, recorded];
  const ours = await Promise.all(candidates.map(async (pid) => ((await isPostgres(pid, postgres)) ? [pid] : [])));
  await Promise.all(ours.flat().map((pid) => endProcess(pid, 'SIGINT', GRACE_MS)));
  // It can only name a process that is gone or, by its number, a stranger, whom PostgreSQL would take for its own.
  await rm(pidFile, { force: true });
}

/** A postmaster's command line names the folder; its children call themselves `postgres: …` and only work in it. */
async function isPostgres(pid: number, folder: string): Promise<boolean> {
  const line = await commandLine(pid);
  return line.startsWith('postgres: ') || (line.includes('postgres') && line.includes(`-D ${folder} `));
}
