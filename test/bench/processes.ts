import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { WORKER_HEAP } from '../../apps/stack/start/node-process.js';
import { eventually } from '../support/stack.js';
import type { BenchEngines } from './engines.js';

/** A worker of the platform, ready to work. */
export async function startWorker(engines: BenchEngines): Promise<ChildProcess> {
  const worker = child(engines, 'apps/worker/main.js', ['ignore', 'pipe', 'inherit']);
  let printed = '';
  worker.stdout!.on('data', (chunk: Buffer) => {
    if (!printed.includes('worker ready')) printed += chunk.toString();
  });
  await eventually('a worker is ready', () => printed.includes('worker ready'), 60_000);
  return worker;
}

/** Processes that make books without Temporal, see plain-loop.ts. */
export const startLoops = (engines: BenchEngines, count: number): Promise<ChildProcess[]> =>
  startPeers(engines, count, 'test/bench/plain-loop.js');

/** Processes that make books by BullMQ, see bullmq-worker.ts. */
export const startBullWorkers = (engines: BenchEngines, count: number, redisPort: number): Promise<ChildProcess[]> =>
  startPeers(engines, count, 'test/bench/bullmq-worker.js', [String(redisPort)]);

async function startPeers(
  engines: BenchEngines,
  count: number,
  file: string,
  args: string[] = [],
): Promise<ChildProcess[]> {
  const peers = Array.from({ length: count }, () =>
    child(engines, file, ['ignore', 'inherit', 'inherit', 'ipc'], args),
  );
  await Promise.all(peers.map((peer) => once(peer, 'message')));
  return peers;
}

/** Has the loops make these books, each process its share, `atOnce` of them at a time. */
export async function loopOver(loops: ChildProcess[], jobIds: string[], atOnce: number): Promise<void> {
  await Promise.all(
    loops.map(async (loop, lane) => {
      loop.send({ jobs: jobIds.filter((_, at) => at % loops.length === lane), atOnce });
      const [answer] = (await once(loop, 'message')) as [{ error?: string }];
      if (answer.error) throw new Error(answer.error);
    }),
  );
}

export async function endAll(children: ChildProcess[]): Promise<void> {
  for (const each of children) each.kill('SIGTERM');
  await Promise.all(children.map(async (each) => each.exitCode ?? each.signalCode ?? once(each, 'exit')));
}

type Stdio = ('ignore' | 'pipe' | 'inherit' | 'ipc')[];

/** Whoever makes books has a worker's heap. */
const child = (engines: BenchEngines, file: string, stdio: Stdio, args: string[] = []): ChildProcess =>
  endWithParent(
    spawn(process.execPath, [...WORKER_HEAP, join(process.cwd(), 'dist', file), ...args], {
      env: { ...process.env, ...engines.env },
      stdio,
    }),
  );
