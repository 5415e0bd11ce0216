import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OfflineEdit, SyncConflict } from '#contracts/sync.js';

/** An edit on its way. What the server did not take stays until the person has said what becomes of it. */
export interface KeptEdit extends OfflineEdit {
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

/** Something that the server answered, to be shown again when it can't be asked. */
export interface KeptView {
  key: string;
  ownerId: string;
  /** Milliseconds. */
  seenAt: number;
  value: unknown;
}

interface Shape extends DBSchema {
  edits: { key: number; value: KeptEdit; indexes: { owner: string } };
  views: { key: string; value: KeptView; indexes: { seenAt: number } };
}
export type DeviceStore = IDBPDatabase<Shape>;

const NAME = 'colorbook';
/** With every change of the shape a number more, and its step in `upgrade`: edits made with an older one are kept. */
const VERSION = 1;
let opened: Promise<DeviceStore> | undefined;

/** This browser's store; throws when the browser has none, or no room. A later call tries again. */
export function deviceStore(): Promise<DeviceStore> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

const open = (): Promise<DeviceStore> =>
  openDB<Shape>(NAME, VERSION, {
    upgrade(db, from) {
      if (from >= 1) return;
      db.createObjectStore('edits', { keyPath: 'place', autoIncrement: true }).createIndex('owner', 'ownerId');
      db.createObjectStore('views', { keyPath: 'key' }).createIndex('seenAt', 'seenAt');
    },
    // A tab with a newer console waits for this one: let it go on, and open again when this tab needs it.
    blocking: (_now, _next, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => (opened = undefined),
  });
