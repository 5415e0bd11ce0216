import { openDB, type DBSchema } from 'idb';
import { randomId } from './random-id.js';

interface Shape extends DBSchema {
  leases: { key: string; value: { name: string; holder: string; endsAt: number } };
}

/** A tab that dies while it holds a lease keeps the others waiting for so long. */
const LEASE_MS = 2_000;
const RENEW_EVERY_MS = 500;
const ASK_EVERY_MS = 50;

/**
 * Runs `run` in one tab at a time. Browsers have `navigator.locks` on https and localhost only; elsewhere a lease in
 * IndexedDB stands for it, whose writing transactions are one at a time in all tabs. Where there is no store either, `run`
 * runs all the same: the server takes a repeated request for what it is.
 */
export function inOneTab<T>(name: string, run: () => Promise<T>): Promise<T> {
  if (typeof navigator.locks === 'undefined') return leased(name, run);
  return new Promise((resolve, reject) => {
    navigator.locks.request(name, () => run().then(resolve, reject)).catch(reject);
  });
}

async function leased<T>(name: string, run: () => Promise<T>): Promise<T> {
  const holder = randomId();
  const take = (): Promise<boolean> => takeLease(name, holder).catch(() => true);
  while (!(await take())) await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  const giveBack = (): void => void endLease(name, holder).catch(() => undefined);
  const timer = setInterval(() => void take(), RENEW_EVERY_MS);
  window.addEventListener('pagehide', giveBack);
  try {
    return await run();
  } finally {
    clearInterval(timer);
    window.removeEventListener('pagehide', giveBack);
    giveBack();
  }
}

const store = () =>
  openDB<Shape>('colorbook-leases', 1, { upgrade: (db) => void db.createObjectStore('leases', { keyPath: 'name' }) });

/** True when nobody else holds it, from now for `LEASE_MS`. */
async function takeLease(name: string, holder: string): Promise<boolean> {
  const db = await store();
  try {
    const change = db.transaction('leases', 'readwrite');
    const held = await change.store.get(name);
    const isFree = !held || held.holder === holder || held.endsAt < Date.now();
    if (isFree) await change.store.put({ name, holder, endsAt: Date.now() + LEASE_MS });
    await change.done;
    return isFree;
  } finally {
    db.close();
  }
}

async function endLease(name: string, holder: string): Promise<void> {
  const db = await store();
  try {
    const change = db.transaction('leases', 'readwrite');
    if ((await change.store.get(name))?.holder === holder) await change.store.delete(name);
    await change.done;
  } finally {
    db.close();
  }
}
