import type { Database } from '#database/database.js';
import type { DriveAccount } from '../connection/rate-limits.js';
import { statusOf } from '../connection/drive-failure.js';
import { FOLDER_TYPE, newRemoteId, orMissing } from './remote-files.js';

const ROOT_NAME = 'ColorBook Engine';

/**
 * The book's folder in Drive, made where it is missing. The author may rename it and move it: it is known by its id. In
 * the trash or deleted, it is created again: its files are checked one by one.
 */
export async function bookFolder(db: Database, account: DriveAccount, bookId: string): Promise<string> {
  const book = await db.driveBook.findUniqueOrThrow({
    where: { bookId },
    include: { connection: true, book: { select: { title: true } } },
  });
  const root = await folder(
    account,
    book.connection.rootFolderId,
    { name: ROOT_NAME, properties: { kind: 'root' } },
    async (id, before) => {
      const where = { id: book.connectionId };
      await db.driveConnection.updateMany({ where: { ...where, rootFolderId: before }, data: { rootFolderId: id } });
      return (await db.driveConnection.findUniqueOrThrow({ where })).rootFolderId ?? id;
    },
  );
  return folder(
    account,
    book.folderId,
    { name: book.book.title, properties: { kind: 'folder', book: bookId }, parent: root },
    async (id, before) => {
      await db.driveBook.updateMany({ where: { bookId, folderId: before }, data: { folderId: id } });
      return (await db.driveBook.findUniqueOrThrow({ where: { bookId } })).folderId ?? id;
    },
  );
}

interface Wanted {
  name: string;
  properties: Record<string, string>;
  parent?: string;
}

/**
 * `claim` puts an id in the place of the one that was read, and gives the id that is there then: of several that make the
 * folder at once, all go on with the first one's id, and what is made twice under one id is made once.
 */
async function folder(
  account: DriveAccount,
  known: string | null,
  want: Wanted,
  claim: (id: string, before: string | null) => Promise<string>,
): Promise<string> {
  const place = known && (await placeOf(account, known));
  if (known && place === 'there') return known;
  const found = await findFolder(account, want.properties);
  if (found) return claim(found, known);
  // claimed by another worker that is about to create it, or that crashed before
  if (known && place === 'nowhere' && (await make(account, known, want))) return known;
  const id = await claim(await newRemoteId(account), known);
  await make(account, id, want);
  return id;
}

async function placeOf(account: DriveAccount, fileId: string): Promise<'there' | 'trash' | 'nowhere'> {
  const { data } = await account.run((drive) =>
    orMissing(drive.files.get({ fileId, fields: 'id,trashed', supportsAllDrives: true })),
  );
  if (data === null) return 'nowhere';
  return data.trashed ? 'trash' : 'there';
}

/** A folder of ours that our rows do not know (any more), e.g. after a reconnection. */
async function findFolder(account: DriveAccount, properties: Record<string, string>): Promise<string | null> {
  const marks = Object.entries(properties).map(
    ([key, value]) => `appProperties has { key='${key}' and value='${value}' }`,
  );
  const { data } = await account.run((drive) =>
    drive.files.list({
      q: [...marks, `mimeType = '${FOLDER_TYPE}'`, 'trashed = false'].join(' and '),
      fields: 'files(id)',
      orderBy: 'createdTime',
      pageSize: 1,
      spaces: 'drive',
      corpora: 'user',
      includeItemsFromAllDrives: true,
      supportsAllDrives: true,
    }),
  );
  return data.files?.[0]?.id ?? null;
}

/** False when there is none under this id, and never will be: it was deleted. */
async function make(account: DriveAccount, id: string, { name, properties, parent }: Wanted): Promise<boolean> {
  const isNew = await account.run(async (drive) => {
    try {
      await drive.files.create({
        supportsAllDrives: true,
        fields: 'id',
        requestBody: {
          id,
          name,
          mimeType: FOLDER_TYPE,
          appProperties: properties,
          ...(parent ? { parents: [parent] } : {}),
        },
      });
      return true;
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      return false; // made by another, or by a try that could not say so any more
    }
  });
  return isNew || (await placeOf(account, id)) === 'there';
}
