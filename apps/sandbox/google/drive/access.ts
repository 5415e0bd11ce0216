import type { StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';
import { DRIVE, DRIVE_FILE, DRIVE_METADATA, DRIVE_READONLY } from '../oauth/scopes.js';
import { fileNotFound, GoogleError } from './errors.js';

/** What decides who may see something: a file, or the change that tells of one that is gone. */
export type Rights = Pick<StoredFile, 'owner' | 'driveId' | 'apps'>;

const has = (actor: Actor, ...scopes: string[]): boolean => scopes.some((scope) => actor.scopes.has(scope));
const isUsedWith = (actor: Actor, { apps }: Rights): boolean => actor.client !== null && apps.includes(actor.client);

/** True when the person behind the request may see it. */
export const mayPersonSee = (world: World, { account }: Actor, { owner, driveId }: Rights): boolean =>
  driveId === null ? owner === account.id : (world.store.get('drive', driveId)?.members.includes(account.id) ?? false);

/** True when the app may see it: with `drive.file`, only what it made or was opened with. */
export const maySee = (world: World, actor: Actor, rights: Rights): boolean =>
  mayPersonSee(world, actor, rights) &&
  (actor.client === null ||
    has(actor, DRIVE, DRIVE_READONLY, DRIVE_METADATA) ||
    (has(actor, DRIVE_FILE) && isUsedWith(actor, rights)));

/**
 * A file that the request may see. `root` stands for My Drive.
 * @throws GoogleError 404, also for a file in a shared drive when the app does not say that it knows of such
 */
export function findFile(world: World, actor: Actor, id: string, allDrives: boolean): StoredFile {
  const file = world.store.get('file', id === 'root' ? actor.account.rootId : id);
  if (!file || !maySee(world, actor, file) || (file.driveId && !allDrives)) throw fileNotFound(id);
  return file;
}

/** @throws GoogleError 403 when the app may see a file but not change it */
export function checkMayWrite(actor: Actor, file: StoredFile): void {
  if (actor.client === null || has(actor, DRIVE) || (has(actor, DRIVE_FILE) && isUsedWith(actor, file))) return;
  if (!has(actor, DRIVE_FILE))
    throw new GoogleError(
      403,
      'insufficientPermissions',
      'Insufficient Permission: Request had insufficient authentication scopes.',
    );
  throw new GoogleError(
    403,
    'appNotAuthorizedToFile',
    `The user has not granted the app ${actor.client} write access to the file ${file.id}.`,
  );
}

/** @throws GoogleError 403 when the app may not make files */
export function checkMayCreate(actor: Actor): void {
  if (actor.client === null || has(actor, DRIVE, DRIVE_FILE)) return;
  throw new GoogleError(
    403,
    'insufficientPermissions',
    'Insufficient Permission: Request had insufficient authentication scopes.',
  );
}

/** @throws GoogleError 403 for an app that may know of files but not read them */
export function checkMayRead(actor: Actor, file: StoredFile): void {
  if (actor.client === null || has(actor, DRIVE, DRIVE_READONLY) || (has(actor, DRIVE_FILE) && isUsedWith(actor, file)))
    return;
  throw new GoogleError(
    403,
    'insufficientPermissions',
    'Insufficient Permission: Request had insufficient authentication scopes.',
  );
}

/**
 * The folder that something is put into. With `drive.file` an app may name My Drive though it can't see it.
 * @throws GoogleError 404 for a folder that is not there or not seen, 403 for what is no folder
 */
export function findFolder(world: World, actor: Actor, id: string, allDrives: boolean): StoredFile {
  const { rootId } = actor.account;
  if (id === 'root' || id === rootId) return world.store.need('file', rootId);
  const folder = findFile(world, actor, id, allDrives);
  if (folder.mimeType !== 'application/vnd.google-apps.folder')
    throw new GoogleError(403, 'parentNotAFolder', 'The specified parent is not a folder.', {
      location: 'parents',
      locationType: 'parameter',
    });
  return folder;
}
