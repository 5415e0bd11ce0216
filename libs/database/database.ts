import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';
import type { Prisma } from './generated/client.js';
import { STARTUP_LIMITS } from './pooler.js';
import type { DatabaseAddresses } from './pooler.js';

export type Database = PrismaClient;
/** A transaction, or the database itself: what a repository function takes. */
export type Connection = Prisma.TransactionClient;

/**
 * Opens a pool that reconnects by itself. Every statement is bounded to 15 s, so that no caller waits for ever; where
 * `url` leads to a pooler, by the pooler's own settings (docs/deploy.md, “PgBouncer”).
 */
export function openDatabase(options: DatabaseAddresses & { pool: number; name: string }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.pool,
    application_name: options.name,
    connectionTimeoutMillis: 5_000,
    ...(options.directUrl === undefined ? STARTUP_LIMITS : {}),
    keepAlive: true,
  });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
  pools.set(db, { pool, most: options.pool });
  return db;
}

const pools = new WeakMap<Database, { pool: pg.Pool; most: number }>();

/** Connections of a database's pool right now, and how many callers wait for one. */
export function poolOf(db: Database): { inUse: number; idle: number; waiting: number; most: number } {
  const known = pools.get(db);
  if (!known) throw new Error('This database was not opened here');
  const { pool, most } = known;
  return { inUse: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount, most };
}
