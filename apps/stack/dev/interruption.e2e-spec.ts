import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../../test/support/stack.js';
import { commandLine, isAlive } from '../home/process-identity.js';
import { inProject } from '../project.js';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** A run of an npm script whose processes are identified by an inherited variable or by their folder. */
interface Run {
  npm: ChildProcess;
  mark: string;
  folder: string;
}
const runs: Run[] = [];

afterEach(async () => {
  for (const { mark, folder } of runs.splice(0)) {
    for (const pid of await marked(mark, folder)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

async function startScript(...args: string[]): Promise<Run> {
  const mark = randomUUID();
  const folder = await mkdtemp(join(tmpdir(), 'colorbook-interrupted-'));
  await chmod(folder, 0o711); // PostgreSQL's user passes through
  const env: NodeJS.ProcessEnv = { ...process.env, INTERRUPTION_MARK: mark, TMPDIR: folder };
  // jest's own, and the servers of the run that this suite belongs to
  for (const name of ['NODE_OPTIONS', 'NODE_ENV', 'TEST_DATABASE_URL', 'TEST_TEMPORAL_ADDRESS']) delete env[name];
  const npm = spawn('npm', args, {
    cwd: inProject(),
    env,
    stdio: 'ignore',
    detached: true,
  });
  runs.push({ npm, mark, folder });
  return { npm, mark, folder };
}

/** Ids of the run's live processes. */
async function marked(mark: string, folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [environment, line, cwd] = await Promise.all([
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
        commandLine(pid),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      const belongs = environment.includes(mark) || line.includes(folder) || cwd.startsWith(folder);
      return belongs && (await isAlive(pid)) ? [pid] : [];
    }),
  );
  return found.flat();
}

async function programs({ mark, folder }: Run): Promise<string[]> {
  return Promise.all((await marked(mark, folder)).map(commandLine));
}

/** Waits until PostgreSQL, Temporal and `work` run. */
async function waitFor(run: Run, work: RegExp): Promise<void> {
  const wanted = [/postgres .*-D /, /temporal.* server start-dev/, work];
  await eventually('PostgreSQL and Temporal run', async () => {
    const lines = await programs(run);
    return wanted.every((each) => lines.some((line) => each.test(line)));
  });
}

async function runner(run: Run): Promise<number> {
  const pids = await marked(run.mark, run.folder);
  const lines = await Promise.all(pids.map(commandLine));
  return pids[lines.findIndex((line) => /bootstrap\.mjs (test|bench)/.test(line) && !line.startsWith('sh '))] ?? 0;
}

const BENCH = ['run', 'bench', '--', 'jobs'];
const TEST = ['test', '--', 'test/e2e/payments/ledger'];
const group = ({ npm }: Run, signal: NodeJS.Signals): boolean => process.kill(-(npm.pid ?? 0), signal);

onLinux('an interrupted run leaves no process and no database', () => {
  it.each<[string, string[], (run: Run) => unknown]>([
    [
      'bench: SIGINT, then SIGTERM, to the group',
      BENCH,
      async (run) => {
        group(run, 'SIGINT');
        await delay(100);
        group(run, 'SIGTERM');
      },
    ],
    ['bench: SIGTERM to npm', BENCH, ({ npm }) => npm.kill('SIGTERM')],
    ['bench: SIGHUP to npm, which passes nothing on', BENCH, ({ npm }) => npm.kill('SIGHUP')],
    ['test: SIGINT to the group, as Ctrl-C does', TEST, (run) => group(run, 'SIGINT')],
    [
      'test: SIGINT to npm, then SIGTERM after a second',
      TEST,
      async ({ npm }) => {
        npm.kill('SIGINT');
        await delay(1_000);
        npm.kill('SIGTERM');
      },
    ],
    ['test: SIGHUP to the group, as a closed terminal does', TEST, (run) => group(run, 'SIGHUP')],
    ['test: SIGKILL to the runner', TEST, async (run) => process.kill(await runner(run), 'SIGKILL')],
  ])('%s', async (_name, args, interrupt) => {
    const run = await startScript(...args);
    await waitFor(run, args === TEST ? /jest\.js .*--runInBand/ : /bootstrap\.mjs bench/);
    await interrupt(run);
    await eventually('all processes have ended', async () => (await programs(run)).length === 0, 60_000);
    expect((await readdir(run.folder)).filter((name) => name.startsWith('colorbook-postgres-'))).toEqual([]);
  });
});
