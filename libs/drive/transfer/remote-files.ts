import type { drive_v3 } from '@googleapis/drive';
import type { DriveAccount } from '../connection/rate-limits.js';
import { statusOf } from '../connection/drive-failure.js';

export const FOLDER_TYPE = 'application/vnd.google-apps.folder';
export const FILE_FIELDS = 'id,name,md5Checksum,size,trashed,appProperties,parents';
const PAGE_SIZE = 200;
/** More files than any book has: a search that finds more is cut. */
const MAX_FILES = 2_000;

export interface RemoteFile {
  id: string;
  name: string;
  md5: string;
  /** Bytes. */
  size: number;
  properties: Record<string, string>;
}

/** All files of a book that are not in the trash, wherever the author has put them. Found by our own private properties. */
export async function remoteFilesOf(account: DriveAccount, bookId: string): Promise<RemoteFile[]> {
  const found: RemoteFile[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await account.run((drive) =>
      drive.files.list({
        q: `appProperties has { key='book' and value='${bookId}' } and trashed = false and mimeType != '${FOLDER_TYPE}'`,
        fields: `nextPageToken,files(${FILE_FIELDS})`,
        pageSize: PAGE_SIZE,
        spaces: 'drive',
        corpora: 'user',
        includeItemsFromAllDrives: true,
        supportsAllDrives: true,
        ...(pageToken ? { pageToken } : {}),
      }),
    );
    found.push(...(data.files ?? []).map(asRemote));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken && found.length < MAX_FILES);
  return found;
}

/** One file by its id; null when it was deleted or lies in the trash. */
export async function remoteFile(account: DriveAccount, fileId: string): Promise<RemoteFile | null> {
  const { data } = await account.run((drive) =>
    orMissing(drive.files.get({ fileId, fields: FILE_FIELDS, supportsAllDrives: true })),
  );
  return data && !data.trashed ? asRemote(data) : null;
}

/** Google's answer, or null where it says that there is no such thing. */
export async function orMissing<T>(asked: Promise<{ data: T }>): Promise<{ data: T | null }> {
  try {
    return await asked;
  } catch (error) {
    if (statusOf(error) === 404) return { data: null };
    throw error;
  }
}

/** An id that nothing has yet: what is made under it twice is made once. */
export async function newRemoteId(account: DriveAccount): Promise<string> {
  const { data } = await account.run((drive) => drive.files.generateIds({ count: 1, space: 'drive', type: 'files' }));
  const [id] = data.ids ?? [];
  if (!id) throw new Error('Google gave no id');
  return id;
}

const asRemote = ({ id, name, md5Checksum, size, appProperties }: drive_v3.Schema$File): RemoteFile => ({
  id: id ?? '',
  name: name ?? '',
  md5: md5Checksum ?? '',
  size: Number(size ?? 0),
  properties: appProperties ?? {},
});
