import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';
import type { Prisma } from './generated/client.js';

export type Database = PrismaClient;
/** A transaction, or the database itself: what a repository function takes. */
export type Connection = Prisma.TransactionClient;

/** Opens a pool that reconnects by itself; every statement is bounded to 15 s, so that no caller waits for ever. */
export function openDatabase(options: { url: string; pool: number; name: string }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.pool,
    application_name: options.name,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 20_000,
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
  const { pool, most } = pools.get(db)!;
  return { inUse: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount, most };
}
