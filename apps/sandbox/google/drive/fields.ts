import { GoogleError } from './errors.js';

/** The fields of a File by Drive's discovery document (drive:v3): a mask that names another one is refused. */
export const FILE_FIELDS = new Set(
  `appProperties capabilities clientEncryptionDetails contentHints contentRestrictions copyRequiresWriterPermission
  createdTime description downloadRestrictions driveId explicitlyTrashed exportLinks fileExtension folderColorRgb
  fullFileExtension hasAugmentedPermissions hasThumbnail headRevisionId iconLink id imageMediaMetadata
  inheritedPermissionsDisabled isAppAuthorized kind labelInfo lastModifyingUser linkShareMetadata md5Checksum mimeType
  modifiedByMe modifiedByMeTime modifiedTime name originalFilename ownedByMe owners parents permissionIds permissions
  properties quotaBytesUsed resourceKey sha1Checksum sha256Checksum shared sharedWithMeTime sharingUser shortcutDetails
  size spaces starred teamDriveId thumbnailLink thumbnailVersion trashed trashedTime trashingUser version
  videoMediaMetadata viewedByMe viewedByMeTime viewersCanCopyContent webContentLink webViewLink writersCanShare`.split(
    /\s+/,
  ),
);

/** What a mask keeps of an object; an empty one keeps all. */
type Mask = Map<string, Mask>;

/** Where Files stand in an answer; '' is the answer itself. */
export type FilesAt = '' | 'files' | 'changes/file' | null;

/**
 * Applies a mask such as `nextPageToken, files(id, owners/emailAddress)`:
 * https://developers.google.com/workspace/drive/api/guides/fields-parameter
 * @throws GoogleError 400 for a mask that can't be read, or names a field that a File has not
 */
export function masked(value: object, fields: string, filesAt: FilesAt): object {
  const mask = readMask(fields);
  const files =
    filesAt === null
      ? undefined
      : filesAt.split('/').reduce<Mask | undefined>((at, step) => (step ? at?.get(step) : at), mask);
  for (const name of files?.keys() ?? []) if (name !== '*' && !FILE_FIELDS.has(name)) throw badSelection(name);
  return maskedObject(value, mask);
}

const badSelection = (what: string): GoogleError =>
  new GoogleError(400, 'invalidParameter', `Invalid field selection ${what}`, {
    location: 'fields',
    locationType: 'parameter',
  });

const applyMask = (value: unknown, mask: Mask): unknown =>
  typeof value === 'object' && value !== null ? maskedObject(value, mask) : value;

function maskedObject(value: object, mask: Mask): object {
  if (mask.size === 0 || mask.has('*')) return value;
  if (Array.isArray(value)) return value.map((each) => applyMask(each, mask));
  const entries = Object.entries(value).filter(([name]) => mask.has(name));
  return Object.fromEntries(entries.map(([name, held]) => [name, applyMask(held, mask.get(name) ?? new Map())]));
}

function readMask(text: string): Mask {
  const tokens = text.match(/[A-Za-z0-9_*-]+|[(),/]|\S/g) ?? [];
  let at = 0;
  const list = (mask: Mask): Mask => {
    do path(mask);
    while (tokens[at] === ',' && ++at);
    return mask;
  };
  const path = (mask: Mask): void => {
    const name = tokens[at++] ?? '';
    if (!/^[\w*-]+$/.test(name)) throw badSelection(name || text);
    const inner = mask.get(name) ?? new Map<string, Mask>();
    mask.set(name, inner);
    if (tokens[at] === '/') {
      at++;
      path(inner);
    } else if (tokens[at] === '(') {
      at++;
      list(inner);
      if (tokens[at++] !== ')') throw badSelection(text);
    }
  };
  const mask = list(new Map());
  if (at < tokens.length) throw badSelection(text);
  return mask;
}
