import { extname } from 'node:path';
import type { Account, SharedDrive, StoredFile } from '../core/kinds.js';
import { FOLDER, type World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';

/** A person as Drive shows one. */
export function userView(account: Account | undefined, actor: Actor): object | undefined {
  if (!account) return undefined;
  const { id: emailAddress, name: displayName, permissionId } = account;
  return { kind: 'drive#user', displayName, me: account.id === actor.account.id, permissionId, emailAddress };
}

/** The page on which a person sees a file; paths as Google's are. */
export const linkTo = ({ id, mimeType }: StoredFile): string =>
  mimeType === FOLDER ? `/drive/folders/${id}` : `/file/d/${id}/view`;

/** A file with all fields that the sandbox has; the mask of the request chooses of them. */
export function fileView(world: World, actor: Actor, origin: string, file: StoredFile): Record<string, unknown> {
  const { id, name, mimeType, content, driveId, owner } = file;
  const user = (email: string | null): object | undefined =>
    email === null ? undefined : userView(world.store.get('account', email), actor);
  const own = actor.client === null ? undefined : file.appProperties[actor.client];
  const isFolder = mimeType === FOLDER;
  return withoutUndefined({
    kind: 'drive#file',
    id,
    name,
    mimeType,
    description: file.description ?? undefined,
    starred: file.starred,
    trashed: world.isTrashed(file),
    explicitlyTrashed: file.trashed,
    // With drive.file, an app sees the id of My Drive as a parent, though not the folder itself.
    parents: file.parent === null ? undefined : [file.parent],
    properties: Object.keys(file.properties).length > 0 ? file.properties : undefined,
    appProperties: own && Object.keys(own).length > 0 ? own : undefined,
    spaces: ['drive'],
    version: String(file.version),
    webViewLink: origin + linkTo(file),
    webContentLink: content ? `${origin}/file/d/${id}/content` : undefined,
    hasThumbnail: false,
    createdTime: file.createdTime,
    modifiedTime: file.modifiedTime,
    modifiedByMe: file.modifiedBy === actor.account.id,
    owners: owner === null ? undefined : [user(owner)],
    lastModifyingUser: user(file.modifiedBy),
    ownedByMe: owner === null ? undefined : owner === actor.account.id,
    shared: driveId !== null,
    driveId: driveId ?? undefined,
    teamDriveId: driveId ?? undefined,
    isAppAuthorized: actor.client !== null && file.apps.includes(actor.client),
    capabilities: capabilities(isFolder),
    writersCanShare: true,
    quotaBytesUsed: String(owner === null ? 0 : (content?.size ?? 0)),
    ...contentView(file),
  });
}

function contentView({ name, content, originalFilename }: StoredFile): Record<string, unknown> {
  if (!content) return {};
  const extension = extname(name).slice(1);
  return {
    originalFilename: originalFilename ?? name,
    fullFileExtension: extension,
    fileExtension: extension,
    size: String(content.size),
    md5Checksum: content.md5,
    sha1Checksum: content.sha1,
    sha256Checksum: content.sha256,
    headRevisionId: content.revisionId,
  };
}

const capabilities = (isFolder: boolean): Record<string, boolean> => ({
  canAddChildren: isFolder,
  canCopy: false,
  canDelete: true,
  canDownload: !isFolder,
  canEdit: true,
  canListChildren: isFolder,
  canModifyContent: true,
  canRename: true,
  canTrash: true,
  canUntrash: true,
});

export const driveView = ({ id, name, createdTime }: SharedDrive): Record<string, unknown> => ({
  kind: 'drive#drive',
  id,
  name,
  createdTime,
  hidden: false,
});

const withoutUndefined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
