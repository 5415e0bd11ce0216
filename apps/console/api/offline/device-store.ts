import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OfflineEdit, SyncConflict } from '#contracts/sync.js';

/** An edit that is not on the server yet. A conflict or refusal stays until the user resolves it. */
export interface PendingEdit extends OfflineEdit {
  /** Its place in the order; given by the store. */
  place?: number;
  ownerId: string;
  /** The book's title, to say what an edit is of without asking anybody. */
  title: string;
  /** ISO 8601. */
  madeAt: string;
  state: 'waiting' | 'conflict' | 'refused';
  conflicts: SyncConflict[];
  problem: string | null;
}

/** An answer of the server, shown when the server is away. */
export interface CachedView {
  key: string;
  ownerId: string;
  /** Milliseconds. */
  seenAt: number;
  value: unknown;
}

/** The position up to which this browser has received a user's changes. */
export interface SyncPosition {
  ownerId: string;
  /** As the server gave it. */
  cursor: string;
  /** Number of received changes; an answer that was requested before may be older. */
  times: number;
}

interface Shape extends DBSchema {
  edits: { key: number; value: PendingEdit; indexes: { owner: string } };
  views: { key: string; value: CachedView; indexes: { seenAt: number } };
  told: { key: string; value: SyncPosition };
}
export type DeviceStore = IDBPDatabase<Shape>;

const NAME = 'colorbook';
/** Increased with each change of the shape, with a step in `upgrade` that retains edits. */
const VERSION = 3;
let opened: Promise<DeviceStore> | undefined;

/** This browser's store; throws when the browser has none, or no space. A later call tries again. */
export function deviceStore(): Promise<DeviceStore> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** The same value with `bookId` where it has `projectId`, however deep. */
export function withBookIds<T>(value: T): T {
  const renamed = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(renamed);
    if (part === null || typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, each]) => [key === 'projectId' ? 'bookId' : key, renamed(each)]),
    );
  };
  // oxlint-disable-next-line typescript/consistent-type-assertions -- only names of fields are changed
  return renamed(value) as T;
}

const open = (): Promise<DeviceStore> =>
  openDB<Shape>(NAME, VERSION, {
    async upgrade(db, from, _to, change) {
      if (from < 1) {
        db.createObjectStore('edits', { keyPath: 'place', autoIncrement: true }).createIndex('owner', 'ownerId');
        db.createObjectStore('views', { keyPath: 'key' }).createIndex('seenAt', 'seenAt');
      }
      if (from < 2) db.createObjectStore('told', { keyPath: 'ownerId' });
      // up to version 2 a book was called a project
      if (from === 1 || from === 2)
        for (const name of ['edits', 'views'] as const)
          for (let at = await change.objectStore(name).openCursor(); at; at = await at.continue())
            await at.update(withBookIds(at.value));
    },
    // A tab with a newer console waits for this one: let it go on, and open again when this tab needs it.
    blocking: (_now, _next, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      opened = undefined;
    },
    terminated: () => (opened = undefined),
  });
