import { Client } from 'pg';

/** Timeout for checking an address, in ms. */
const CHECK_TIMEOUT_MS = 5_000;
/** A pooler under load may return the same backend process by chance. */
const ROUNDS = 5;

/** As every connection of ours asks for at its start; a pooler in transaction mode does not take them. */
export const STARTUP_LIMITS = { statement_timeout: 15_000, idle_in_transaction_session_timeout: 20_000 } as const;

export interface DatabaseAddresses {
  url: string;
  /** PostgreSQL itself, when `url` leads to a pooler. */
  directUrl?: string | undefined;
}

/** For what needs a session of its own: migration, LISTEN, backup. */
export const sessionUrlOf = ({ url, directUrl }: DatabaseAddresses): string => directUrl ?? url;

/**
 * What is wrong with the addresses, and what to do; null when nothing is, or when no server answers there.
 * Behind a pooler in transaction mode (PgBouncer and others) a session changes from statement to statement: a migration's
 * lock is never given back, and LISTEN hears nothing.
 */
export async function addressProblem({ url, directUrl }: DatabaseAddresses): Promise<string | null> {
  if (directUrl !== undefined)
    return (await isPooler(directUrl))
      ? 'DATABASE_DIRECT_URL: leads to a connection pooler; it must be the address of PostgreSQL itself, or keep a session for each connection'
      : null;
  return (await isPooler(url, STARTUP_LIMITS))
    ? 'DATABASE_URL: leads to a connection pooler; set DATABASE_DIRECT_URL to PostgreSQL itself, for what needs a session: migration and LISTEN (docs/deploy.md, “PgBouncer”)'
    : null;
}

/**
 * True when connections to this address do not keep a session each: a pooler in transaction mode. One in session mode
 * and a proxy that passes a connection on count as PostgreSQL itself. False, too, when no server answers there.
 */
export async function isPooler(
  connectionString: string,
  limits: Partial<typeof STARTUP_LIMITS> = {},
): Promise<boolean> {
  const connection = (): Client => {
    const client = new Client({
      connectionString,
      ...limits,
      connectionTimeoutMillis: CHECK_TIMEOUT_MS,
      query_timeout: CHECK_TIMEOUT_MS,
    });
    return client.on('error', () => undefined); // a connection that breaks later is of no interest
  };
  const [one, other] = [connection(), connection()];
  try {
    await Promise.all([one.connect(), other.connect()]);
    return await shareBackends(one, other);
  } catch (error) {
    // PgBouncer's answer; all others mean a server that is down or refuses the password, which is reported later
    return /unsupported startup parameter|statement pooling mode/i.test(String(error));
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => undefined)));
  }
}

/** The process of PostgreSQL that one of two open connections has between its statements is never the other one's. */
async function shareBackends(one: Client, other: Client): Promise<boolean> {
  const own = await backendOf(one);
  for (let round = 0; round < ROUNDS; round += 1) {
    await other.query('BEGIN');
    const others = await backendOf(other);
    await other.query('COMMIT');
    if (others === own || (await backendOf(one)) !== own) return true;
  }
  return false;
}

async function backendOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}
