import type { OfflineEdit } from '#contracts/sync.js';

/** Scripts for a page in the browser that do to its store what browsers and older consoles do. */

/** As a browser does whose store is full: a transaction that writes is taken back. */
export const NO_ROOM = `(() => {
  const { add } = IDBObjectStore.prototype;
  window.room = () => void (IDBObjectStore.prototype.add = add);
  IDBObjectStore.prototype.add = function (...all) {
    const asked = add.apply(this, all);
    this.transaction.abort();
    return asked;
  };
})()`;

const NEVER_SENT = { title: 'A book', madeAt: '2026-01-01T08:00:00Z', state: 'waiting', conflicts: [], problem: null };
/** A store as the console's first version made it, with an edit that was never sent. */
export const oldStore = (edit: OfflineEdit & { ownerId: string }): string => `new Promise((resolve, reject) => {
  const asked = indexedDB.open('colorbook', 1);
  asked.onerror = () => reject(asked.error);
  asked.onupgradeneeded = () => {
    const edits = asked.result.createObjectStore('edits', { keyPath: 'place', autoIncrement: true });
    edits.createIndex('owner', 'ownerId');
    edits.add(${JSON.stringify({ ...edit, ...NEVER_SENT })});
    asked.result.createObjectStore('views', { keyPath: 'key' }).createIndex('seenAt', 'seenAt');
  };
  asked.onsuccess = () => resolve(asked.result.close());
})`;
