import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, endProcess, isAlive, processesIn } from './process-identity.js';
import type { Home } from './home.js';
import { readStackState } from './state-file.js';

/** PostgreSQL and Temporal have no IPC channel to the stack; their shutdown is fast. */
const SIGNALS: Record<string, NodeJS.Signals> = { postgres: 'SIGINT' };
const GRACE_MS = 5_000;

/**
 * Ends what a killed stack left running in this folder, by the pids in stack.json. The command line must
 * name the folder, since a pid may have been reused. The caller holds the folder's lock.
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

/** PostgreSQL and Temporal have the folder in their arguments, our processes in the URL of their guard. */
async function isOurs(pid: number, home: Home): Promise<boolean> {
  const line = await commandLine(pid);
  return [home.path, new URLSearchParams({ home: home.path }).toString()].some((mark) => line.includes(mark));
}

/**
 * Ends every PostgreSQL process of the cluster and removes its pid file. Backends of a killed postmaster
 * keep its shared memory for a moment, and no new postmaster starts as long as they do; all of them work in the
 * cluster's folder. Only the holder of the data folder's lock may run a postmaster there.
 */
export async function reapPostgres({ postgres }: Home): Promise<void> {
  const pidFile = join(postgres, 'postmaster.pid');
  const recorded = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const pids = await processesIn(postgres);
  const candidates = Number.isNaN(recorded) ? pids : [...pids, recorded];
  const ours = await Promise.all(candidates.map(async (pid) => ((await isPostgres(pid, postgres)) ? [pid] : [])));
  await Promise.all(ours.flat().map((pid) => endProcess(pid, 'SIGINT', GRACE_MS)));
  // It names a process that has ended or a reused pid, which PostgreSQL would take for a postmaster.
  await rm(pidFile, { force: true });
}

/** A postmaster's command line names the folder; its children are titled `postgres: …` and have it as working directory. */
async function isPostgres(pid: number, folder: string): Promise<boolean> {
  const line = await commandLine(pid);
  return line.startsWith('postgres: ') || (line.includes('postgres') && line.includes(`-D ${folder} `));
}
