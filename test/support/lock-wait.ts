import type { Database } from '#database/database.js';
import { eventually } from './stack.js';

/** Resolves when a connection of this database waits for a lock that another one holds. */
export const someoneWaitsForALock = (db: Database): Promise<void> =>
  eventually('a connection waits for a lock', async () => {
    const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
      SELECT EXISTS (SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock') AS waiting`;
    return row?.waiting ?? false;
  });
