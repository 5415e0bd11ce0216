import type { Contents } from './contents.js';
import { newDriveId, newFileId, newPermissionId } from './ids.js';
import type { Account, SharedDrive, StoredFile } from './kinds.js';
import type { Store } from './store.js';

export const FOLDER = 'application/vnd.google-apps.folder';
/** What a free account holds: https://support.google.com/drive/answer/9312312 */
export const FREE_BYTES = 15 * 2 ** 30;

/** Two initial accounts. */
const DEMO_ACCOUNTS = [
  { email: 'mia.fox@gmail.example', name: 'Mia Fox' },
  { email: 'otto.bear@gmail.example', name: 'Otto Bear' },
];

/** State of the sandbox. */
export class World {
  constructor(
    readonly store: Store,
    readonly contents: Contents,
  ) {}

  /** Seconds that an access token is good for. */
  get accessTokenSeconds(): number {
    return this.store.get('note', 'accessTokenSeconds')?.value ?? 3_599;
  }

  set accessTokenSeconds(value: number) {
    this.store.transaction(() => this.store.put('note', { id: 'accessTokenSeconds', value }));
  }

  /** Position of the newest change of all feeds. */
  get lastTurn(): number {
    return this.store.get('note', 'lastTurn')?.value ?? 0;
  }

  /** Stores a changed file: increments its version and adds it to the change feed. */
  touch(file: StoredFile): StoredFile {
    const changed = this.store.put('file', { ...file, version: file.version + 1 });
    this.#recordChange(changed, false);
    return changed;
  }

  drop(file: StoredFile): void {
    this.store.remove('file', file.id);
    this.#recordChange(file, true);
  }

  #recordChange({ id, owner, driveId, apps }: StoredFile, removed: boolean): void {
    const turn = this.lastTurn + 1;
    this.store.put('note', { id: 'lastTurn', value: turn });
    this.store.put('change', { id, turn, time: new Date().toISOString(), removed, owner, driveId, apps });
  }

  /** Makes an account with an empty Drive. */
  addAccount(email: string, name: string, limit: number | null = FREE_BYTES): Account {
    const rootId = newDriveId();
    this.store.put('file', rootFolder(rootId, 'My Drive', email, null));
    return this.store.put('account', { id: email, name, permissionId: newPermissionId(), rootId, limit });
  }

  addDrive(name: string, members: string[]): SharedDrive {
    const id = newDriveId();
    const folder = this.store.put('file', rootFolder(id, name, members[0] ?? '', id));
    return this.store.put('drive', { id, name, createdTime: folder.createdTime, members });
  }

  addDemoAccounts(): void {
    if (this.store.all('account').length > 0) return;
    this.store.transaction(() => {
      for (const { email, name } of DEMO_ACCOUNTS) this.addAccount(email, name);
    });
  }

  /** Bytes of all files that a person owns, trashed ones, too. */
  usageOf(email: string): { drive: number; trash: number } {
    const usage = { drive: 0, trash: 0 };
    for (const file of this.store.all('file')) {
      if (file.owner !== email || !file.content) continue;
      usage.drive += file.content.size;
      if (this.isTrashed(file)) usage.trash += file.content.size;
    }
    return usage;
  }

  /** Trashed itself or within a trashed folder. */
  isTrashed(file: StoredFile): boolean {
    for (
      let at: StoredFile | undefined = file;
      at;
      at = at.parent === null ? undefined : this.store.get('file', at.parent)
    )
      if (at.trashed) return true;
    return false;
  }

  childrenOf(folder: string): StoredFile[] {
    return this.store.all('file').filter(({ parent }) => parent === folder);
  }

  /** All files below a folder, those further down first. */
  descendantsOf(folder: string): StoredFile[] {
    return this.childrenOf(folder).flatMap((child) => [...this.descendantsOf(child.id), child]);
  }
}

/** A new file with only an id. */
export function blankFile(id = newFileId()): StoredFile {
  const now = new Date().toISOString();
  return {
    id,
    name: 'Untitled',
    mimeType: 'application/octet-stream',
    description: null,
    starred: false,
    parent: null,
    owner: null,
    driveId: null,
    createdTime: now,
    modifiedTime: now,
    modifiedBy: '',
    trashed: false,
    version: 0,
    content: null,
    originalFilename: null,
    properties: {},
    appProperties: {},
    apps: [],
  };
}

const rootFolder = (id: string, name: string, by: string, driveId: string | null): StoredFile => ({
  ...blankFile(id),
  name,
  mimeType: FOLDER,
  owner: driveId ? null : by,
  driveId,
  modifiedBy: by,
});
