import type { Home } from '../home/home.js';
import { postgresAnswers, postgresUrl, preparePostgres } from '../database/postgres.js';
import { reapPostgres } from '../home/reap.js';
import type { Part } from './supervised-process.js';

/** PostgreSQL in the data folder. Each start first cleans up after a killed postmaster. */
export function postgresPart(home: Home, port: number, password: string): Part {
  const url = postgresUrl(port, password, 'postgres');
  return {
    name: 'postgres',
    port,
    command: async () => {
      await reapPostgres(home);
      return { ...(await preparePostgres({ folder: home.postgres, port, password })), env: withoutPgVariables() };
    },
    isReady: () => postgresAnswers(url),
    // "Fast" shutdown: sessions are ended, everything committed is on disk.
    stopSignal: 'SIGINT',
    graceMs: 15_000,
  };
}

/** The user's PGPORT, PGDATA or PGOPTIONS are for another server. */
function withoutPgVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
}
