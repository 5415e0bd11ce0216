import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExclusiveLock } from './exclusive-lock.js';

const LOOPBACK = '127.0.0.1';

/** This machine has no such address: no port of it will ever be free. */
const NEVER: Record<string, string> = {
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine has no IPv6',
};

/** True when nothing listens on this port of the address. Rejects for an address that this machine does not have. */
export function isFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code = '' }: NodeJS.ErrnoException) =>
      NEVER[code] ? reject(new Error(`HOST: ${host} can’t be listened on; ${NEVER[code]}`)) : resolve(false),
    );
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

const claims = new Map<number, ExclusiveLock>();

/**
 * For this process until it ends: a free port is in use only once its part listens, and another stack of this person may
 * look for one in that moment.
 */
function claim(port: number): boolean {
  if (claims.has(port)) return true;
  const lock = ExclusiveLock.tryTake(join(tmpdir(), `colorbook-ports-${process.getuid?.() ?? 0}`, String(port)));
  if (lock) claims.set(port, lock);
  return lock !== null;
}

/**
 * The wanted port, or the next one above it that is free and that no other stack is about to use. Gives up after 200.
 * Free on the loopback address, too: this machine's own programs look there.
 */
export async function nextFreePort(wanted: number, except: readonly number[] = [], host = LOOPBACK): Promise<number> {
  const isOpen = async (port: number): Promise<boolean> =>
    (await isFree(port)) && (host === LOOPBACK || (await isFree(port, host)));
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1)
    if (!except.includes(port) && (await isOpen(port)) && claim(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 199}.`);
}

/** Any free port, as the system gives it. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: LOOPBACK }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
