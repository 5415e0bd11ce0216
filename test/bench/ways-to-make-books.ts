import type { ChildProcess } from 'node:child_process';
import { Client, Connection } from '@temporalio/client';
import { Queue, QueueEvents } from 'bullmq';
import type { Database } from '#database/database.js';
import { submitBook } from '../support/books.js';
import type { Parts } from './book-cost.js';
import { connectionTo, KEEP, lastOf } from './bullmq-queues.js';
import type { BenchEngines } from './engines.js';
import { endAll, loopOver, startBullWorkers, startLoops, startWorker } from './processes.js';
import { startRedis } from './redis-server.js';

type Platform = Parameters<typeof submitBook>[0];
type Form = NonNullable<Parameters<typeof submitBook>[1]>;

/** One way to make books of the same activities, with processes of its own. */
export interface Way {
  name: string;
  parts: Parts;
  /** Rows of an author, a book and a job for each form, and the books made; gives the jobs' ids. */
  makeBooks(forms: Form[]): Promise<string[]>;
  stop(): Promise<void>;
}

const pidsOf = (children: ChildProcess[]): number[] => children.map(({ pid }) => pid!);

async function rowsFor(db: Database, forms: Form[]): Promise<string[]> {
  const jobs = await Promise.all(forms.map((form) => submitBook({ db } as Platform, form, { start: false })));
  return jobs.map(({ jobId }) => jobId);
}

export async function inPlainLoops(engines: BenchEngines, db: Database, processes: number): Promise<Way> {
  const loops = await startLoops(engines, processes);
  return {
    name: 'plain loop',
    parts: { workerPids: pidsOf(loops), postgres: engines.pids.postgres },
    async makeBooks(forms) {
      const ids = await rowsFor(db, forms);
      await loopOver(loops, ids, ids.length);
      return ids;
    },
    stop: () => endAll(loops),
  };
}

export async function throughTemporal(engines: BenchEngines, db: Database, processes: number): Promise<Way> {
  const connection = await Connection.connect({ address: engines.env.TEMPORAL_ADDRESS });
  const client = new Client({ connection });
  const workers = await Promise.all(Array.from({ length: processes }, () => startWorker(engines)));
  // others' books have no workflow, which the watchdog would take for a loss
  await client.workflow.getHandle('watchdog').terminate('benchmark');
  return {
    name: 'Temporal',
    parts: { workerPids: pidsOf(workers), server: engines.pids.temporal, postgres: engines.pids.postgres },
    async makeBooks(forms) {
      const jobs = await Promise.all(forms.map((form) => submitBook({ db, client } as Platform, form)));
      const ids = jobs.map(({ jobId }) => jobId);
      await Promise.all(ids.map((id) => client.workflow.getHandle(id).result()));
      return ids;
    },
    async stop() {
      await endAll(workers);
      await connection.close();
    },
  };
}

/** Null where there is no `redis-server`. */
export async function throughBullMq(engines: BenchEngines, db: Database, processes: number): Promise<Way | null> {
  const redis = await startRedis();
  if (!redis) return null;
  const connection = connectionTo(redis.port);
  const workers = await startBullWorkers(engines, processes, redis.port);
  const studio = new Queue('studio', { connection });
  const ends = new QueueEvents('records', { connection });
  const waiting = new Map<string, () => void>();
  ends.on('completed', ({ jobId }) => waiting.get(jobId)?.());
  await Promise.all([studio.waitUntilReady(), ends.waitUntilReady()]);
  return {
    name: 'BullMQ on Redis',
    parts: { workerPids: pidsOf(workers), server: redis.pid, postgres: engines.pids.postgres },
    async makeBooks(forms) {
      const jobs = await Promise.all(
        forms.map(async (form) => {
          const { jobId } = await submitBook({ db } as Platform, form, { start: false });
          const ended = new Promise<void>((resolve) => waiting.set(lastOf(jobId), resolve));
          await studio.add('story', { jobId }, { ...KEEP, jobId: `story-${jobId}` });
          return { jobId, ended };
        }),
      );
      await Promise.all(jobs.map(({ ended }) => ended));
      waiting.clear();
      return jobs.map(({ jobId }) => jobId);
    },
    async stop() {
      await endAll(workers);
      await Promise.all([studio.close(), ends.close()]);
      await redis.stop();
    },
  };
}
