import { Gauge } from 'prom-client';
import { poolOf } from '#database/database.js';
import type { Database } from '#database/database.js';
import { registry } from './registry.js';

let watched: Database | undefined;

/** From now on the pool of this database is told; one for each process. */
export const watchPool = (db: Database): void => void (watched = db);

const connections = new Gauge({
  name: 'colorbook_database_connections',
  help: 'Connections of this process to PostgreSQL, by what they do, and the most that there may be.',
  labelNames: ['state'],
  registers: [registry],
  collect() {
    if (!watched) return;
    const { inUse, idle, waiting, most } = poolOf(watched);
    this.set({ state: 'in_use' }, inUse);
    this.set({ state: 'idle' }, idle);
    this.set({ state: 'most' }, most);
    callers.set(waiting);
  },
});

const callers = new Gauge({
  name: 'colorbook_database_waiting_callers',
  help: 'Callers that wait for a connection to PostgreSQL.',
  registers: [registry],
});

void connections;
