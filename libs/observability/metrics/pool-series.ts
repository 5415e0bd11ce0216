import { Gauge } from 'prom-client';
import { poolOf } from '#database/database.js';
import type { Database } from '#database/database.js';
import { beforeScrape, registry } from './registry.js';

let watched: Database | undefined;

/** Exports the pool of this database from now on; one for each process. */
export const watchPool = (db: Database): void => void (watched = db);

const NAME = 'colorbook_database_connections';
const connections = new Gauge({
  name: NAME,
  help: 'Connections of this process to PostgreSQL, by what they do.',
  labelNames: ['state'],
  registers: [registry],
});
const maxGauge = new Gauge({ name: `${NAME}_max`, help: 'The most that there may be.', registers: [registry] });
const waiting = new Gauge({
  name: 'colorbook_database_waiting_callers',
  help: 'Callers that wait for a connection to PostgreSQL.',
  registers: [registry],
});

beforeScrape(() => {
  if (!watched) return;
  const pool = poolOf(watched);
  connections.set({ state: 'in_use' }, pool.inUse);
  connections.set({ state: 'idle' }, pool.idle);
  maxGauge.set(pool.most);
  waiting.set(pool.waiting);
});
