import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExclusiveLock } from './exclusive-lock.js';

const LOOPBACK = '127.0.0.1';

/** This machine does not have the address, so no port of it is ever free. */
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
 * Held until this process ends: a free port is not in use until its part listens, and another stack of the user may
 * search for one meanwhile.
 */
function claim(port: number): boolean {
  if (claims.has(port)) return true;
  const lock = ExclusiveLock.tryTake(join(tmpdir(), `colorbook-ports-${process.getuid?.() ?? 0}`, String(port)));
  if (lock) claims.set(port, lock);
  return lock !== null;
}

/**
 * The wanted port, or the next one above that is free and not reserved by another stack. Gives up after 200.
 * Must be free on loopback, too, which local programs use.
 */
export async function nextFreePort(wanted: number, except: readonly number[] = [], host = LOOPBACK): Promise<number> {
  const isOpen = async (port: number): Promise<boolean> =>
    (await isFree(port)) && (host === LOOPBACK || (await isFree(port, host)));
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1)
    if (!except.includes(port) && (await isOpen(port)) && claim(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 199}.`);
}

/** A free port chosen by the operating system. */
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
