import type { Account, Content, StoredFile } from '../core/kinds.js';
import { blankFile, FOLDER, type World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';
import { checkMayCreate, checkMayWrite, findFolder } from './access.js';
import { badRequest, GoogleError, storageFull } from './errors.js';
import { merged, type Metadata, PRIVATE_PROPERTIES } from './metadata.js';

const now = (): string => new Date().toISOString();
const inUtc = (time: string): string => new Date(time).toISOString();

/** Whether so many more bytes fit; what they replace is no longer counted. */
export function checkFits(world: World, { id, limit }: Account, bytes: number, replaces = 0): void {
  if (limit !== null && bytes > 0 && world.usageOf(id).drive - replaces + bytes > limit) throw storageFull();
}

/** Checks all that can be checked before the bytes come. */
export function checkMayMake(world: World, actor: Actor, metadata: Metadata, bytes: number, allDrives: boolean): void {
  checkMayCreate(actor);
  if (metadata.id !== undefined && world.store.get('file', metadata.id))
    throw new GoogleError(409, 'fileIdInUse', 'A file already exists with the provided ID.');
  const parent = findFolder(world, actor, metadata.parents?.[0] ?? 'root', allDrives);
  if (parent.driveId === null) checkFits(world, actor.account, bytes);
}

export interface Making {
  metadata: Metadata;
  content: Content | null;
  /** Type of the bytes, when the metadata name none. */
  mimeType?: string | null;
  allDrives: boolean;
}

/** A new file or folder; there may be others with the same name. */
export function makeFile(world: World, actor: Actor, { metadata, content, mimeType, allDrives }: Making): StoredFile {
  checkMayMake(world, actor, metadata, content?.size ?? 0, allDrives);
  const parent = findFolder(world, actor, metadata.parents?.[0] ?? 'root', allDrives);
  const blank = blankFile(metadata.id);
  const file: StoredFile = {
    ...blank,
    name: metadata.name ?? blank.name,
    mimeType: metadata.mimeType ?? mimeType ?? blank.mimeType,
    description: metadata.description ?? null,
    starred: metadata.starred ?? false,
    parent: parent.id,
    owner: parent.driveId ? null : actor.account.id,
    driveId: parent.driveId,
    createdTime: metadata.createdTime ? inUtc(metadata.createdTime) : blank.createdTime,
    modifiedTime: metadata.modifiedTime ? inUtc(metadata.modifiedTime) : blank.modifiedTime,
    modifiedBy: actor.account.id,
    content,
    originalFilename: content ? (metadata.originalFilename ?? metadata.name ?? null) : null,
    properties: merged({}, metadata.properties),
    appProperties: privateProperties({}, actor, metadata),
    apps: actor.client === null ? [] : [actor.client],
  };
  return world.store.transaction(() => world.touch(file));
}

export interface Alteration {
  metadata?: Metadata;
  content?: Content;
  mimeType?: string | null;
  addParents?: string[];
  removeParents?: string[];
  allDrives: boolean;
}

/** Changes what is given of a file. Its time of change moves with its content or its name, unless the app names one. */
export function alterFile(world: World, actor: Actor, file: StoredFile, change: Alteration): StoredFile {
  checkMayWrite(actor, file);
  const { metadata = {}, content } = change;
  if (metadata.parents)
    throw new GoogleError(
      403,
      'fieldNotWritable',
      'The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.',
    );
  if (content && file.mimeType === FOLDER) throw badRequest('A folder has no content.');
  if (content && file.owner) checkFits(world, actor.account, content.size, file.content?.size ?? 0);
  const edited = content !== undefined || (metadata.name !== undefined && metadata.name !== file.name);
  const altered: StoredFile = {
    ...file,
    name: metadata.name ?? file.name,
    mimeType: metadata.mimeType ?? (content && change.mimeType) ?? file.mimeType,
    description: metadata.description === undefined ? file.description : metadata.description,
    starred: metadata.starred ?? file.starred,
    trashed: metadata.trashed ?? file.trashed,
    ...parentAfter(world, actor, file, change),
    content: content ?? file.content,
    originalFilename: metadata.originalFilename ?? file.originalFilename,
    modifiedTime: metadata.modifiedTime ? inUtc(metadata.modifiedTime) : edited ? now() : file.modifiedTime,
    modifiedBy: actor.account.id,
    properties: merged(file.properties, metadata.properties),
    appProperties: privateProperties(file.appProperties, actor, metadata),
  };
  return world.store.transaction(() => {
    const changed = world.touch(altered);
    // Files in a trashed folder are trashed with it, each with its own change.
    if (altered.trashed !== file.trashed) for (const each of world.descendantsOf(file.id)) world.touch(each);
    return changed;
  });
}

/** Deletes for ever, with all that lies below. */
export function deleteFile(world: World, actor: Actor, file: StoredFile): void {
  checkMayWrite(actor, file);
  if (file.parent === null) throw badRequest('The root of a drive cannot be deleted.');
  world.store.transaction(() => {
    for (const each of [...world.descendantsOf(file.id), file]) world.drop(each);
  });
}

function parentAfter(
  world: World,
  actor: Actor,
  file: StoredFile,
  { addParents = [], removeParents = [], allDrives }: Alteration,
): Pick<StoredFile, 'parent' | 'driveId' | 'owner'> {
  const [added] = addParents;
  const { parent, driveId, owner } = file;
  if (added === undefined) {
    if (removeParents.length > 0) throw badRequest('A file needs a parent: name another with addParents.');
    return { parent, driveId, owner };
  }
  const folder = findFolder(world, actor, added, allDrives);
  const isBelow = folder.id === file.id || world.descendantsOf(file.id).some(({ id }) => id === folder.id);
  if (file.parent === null || isBelow)
    throw new GoogleError(403, 'cannotMoveItemIntoItself', 'This item cannot be moved there.');
  if (folder.driveId !== driveId) throw badRequest('The sandbox moves nothing between drives.');
  return { parent: folder.id, driveId, owner };
}

/** The private properties of the app that asks; those of others stay as they are. */
function privateProperties(
  before: StoredFile['appProperties'],
  { client }: Actor,
  { appProperties }: Metadata,
): StoredFile['appProperties'] {
  if (client === null || !appProperties) return before;
  const own = merged(before[client] ?? {}, appProperties);
  if (Object.keys(own).length > PRIVATE_PROPERTIES)
    throw badRequest(`An app keeps at most ${PRIVATE_PROPERTIES} private properties at a file.`);
  return { ...before, [client]: own };
}
