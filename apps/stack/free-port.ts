import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExclusiveLock } from './exclusive-lock.js';

/** True when nothing listens on this port of the loopback address. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
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

/** The wanted port, or the next one above it that is free and that no other stack is about to use. Gives up after 200. */
export async function nextFreePort(wanted: number, except: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1)
    if (!except.includes(port) && (await isFree(port)) && claim(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 199}.`);
}

/** Any free port, as the system gives it. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
