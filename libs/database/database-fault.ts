import { TransientFailure } from '#failures/failure.js';

/** Prisma's codes for "no answer", "pool exhausted" and "connection lost". */
const PRISMA_FAULTS = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);
/** SQLSTATE: connection exceptions, shutdown, too many connections, deadlock, serialization, disk full. */
const SQLSTATE_FAULTS = /^(08|57P|53|40001|40P01)/;
const SOCKET_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);
/** What Prisma's driver adapter calls them, where it gives neither code nor words. */
const ADAPTER_FAULTS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
]);
const CONNECTION_LOST_MESSAGES =
  /connection terminated|terminating connection|server (?:has )?closed the connection|not queryable|connection error|can't reach database|the database system is |connection (?:ended|closed)|connection (timeout|timed out)|timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|transaction already closed|unable to start a transaction/i;

/** SQLSTATE: a character that no text of PostgreSQL can hold (NUL, half of a pair), as text and inside JSON. */
const UNSTORABLE = new Set(['22021', '22P05']);
const UNSTORABLE_MESSAGES =
  /invalid byte sequence for encoding|unsupported Unicode escape sequence|Unicode (?:low|high) surrogate/i;

/** True when a text was sent that the database cannot keep: whoever sent it has to change it. */
export function isUnstorableText(error: unknown): boolean {
  return chainOf(error).some(
    ({ code, originalCode, message }) =>
      UNSTORABLE.has(code) || UNSTORABLE.has(originalCode) || UNSTORABLE_MESSAGES.test(message),
  );
}

/** A database that is away or busy as a `TransientFailure`; null when the error is about something else. */
export function asDatabaseFailure(error: unknown): TransientFailure | null {
  const isAway = chainOf(error).some(
    ({ code, originalCode, kind, message }) =>
      PRISMA_FAULTS.has(code) ||
      SOCKET_FAULTS.has(code) ||
      ADAPTER_FAULTS.has(kind) ||
      SQLSTATE_FAULTS.test(code) ||
      SQLSTATE_FAULTS.test(originalCode) ||
      CONNECTION_LOST_MESSAGES.test(message),
  );
  return isAway
    ? new TransientFailure('database-unavailable', 'The database does not answer; this goes on by itself.', {
        cause: error,
      })
    : null;
}

/** An error and what it was caused by, which for one of Prisma's adapter is in its `meta`. */
function chainOf(error: unknown): Record<'code' | 'originalCode' | 'kind' | 'message', string>[] {
  const chain: ReturnType<typeof chainOf> = [];
  for (let at = error; at instanceof Object && chain.length < 6;) {
    const field = (name: string): string => String(fieldOf(at, name));
    chain.push({
      code: field('code'),
      originalCode: field('originalCode'),
      kind: field('kind'),
      message: field('message'),
    });
    at = fieldOf(at, 'cause') ?? fieldOf(fieldOf(at, 'meta'), 'driverAdapterError');
  }
  return chain;
}

const fieldOf = (value: unknown, name: string): unknown =>
  value instanceof Object ? Reflect.get(value, name) : undefined;
