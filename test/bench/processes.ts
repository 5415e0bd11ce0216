import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
export async function startLoops(engines: BenchEngines, count: number): Promise<ChildProcess[]> {
  const loops = Array.from({ length: count }, () =>
    child(engines, 'test/bench/plain-loop.js', ['ignore', 'inherit', 'inherit', 'ipc']),
  );
  await Promise.all(loops.map((loop) => once(loop, 'message')));
  return loops;
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
  await Promise.all(children.map((each) => each.exitCode ?? each.signalCode ?? once(each, 'exit')));
}

/** Most resident memory that a process has had, in MB; Linux only. */
export function peakOf({ pid }: ChildProcess): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

const child = (engines: BenchEngines, file: string, stdio: ('ignore' | 'pipe' | 'inherit' | 'ipc')[]): ChildProcess =>
  spawn(process.execPath, [join(process.cwd(), 'dist', file)], { env: { ...process.env, ...engines.env }, stdio });
