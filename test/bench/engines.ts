import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { registerSearchAttributes } from '#temporal/search-attributes.js';
import { startEngines } from '../support/stack.js';
import type { Engines } from '../support/stack.js';

/**
 * Real PostgreSQL and Temporal for the benchmarks, and the environment of processes that use them. Temporal keeps its file as
 * under `npm start`; PostgreSQL waits for no disk (fsync off), which is the same for whoever is measured.
 */
export interface BenchEngines {
  env: Record<'DATABASE_URL' | 'TEMPORAL_ADDRESS', string> & Record<string, string>;
  /** Of the servers, to see what they cost; absent where others have started them. */
  pids: Engines['pids'];
  stop(): Promise<void>;
}

export async function startBenchEngines(): Promise<BenchEngines> {
  const directory = await mkdtemp(join(tmpdir(), 'colorbook-bench-'));
  const engines = await startEngines({ temporalFile: join(directory, 'temporal.db') });
  const connection = await Connection.connect({ address: engines.temporalAddress });
  await registerSearchAttributes(new Client({ connection }));
  await connection.close();
  return {
    env: {
      DATABASE_URL: await engines.newDatabase(),
      TEMPORAL_ADDRESS: engines.temporalAddress,
      STORAGE_DIR: join(directory, 'artifacts'),
      JWT_SECRET: 'a secret of the benchmarks, long enough',
      WORKFLOW_BUNDLE: join(process.cwd(), 'dist', 'workflow-bundle.js'),
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: '10000000',
    },
    pids: engines.pids,
    async stop() {
      await engines.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
