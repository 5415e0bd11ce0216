import type { Database } from '#database/database.js';
import type { DriveAccount } from './account.js';
import { statusOf } from './drive-failure.js';
import { FOLDER_TYPE, newRemoteId, orMissing } from './remote-files.js';

const ROOT_NAME = 'ColorBook Engine';

/**
 * The book's folder in Drive, made where it is missing. The author may rename it and move it: it is known by its id. In
 * the trash or deleted, it is made anew: what lies in it is asked about file by file.
 */
export async function bookFolder(db: Database, account: DriveAccount, projectId: string): Promise<string> {
  const book = await db.driveBook.findUniqueOrThrow({
    where: { projectId },
    include: { connection: true, project: { select: { title: true } } },
  });
  const root = await folder(
    account,
    book.connection.rootFolderId,
    { name: ROOT_NAME, properties: { kind: 'root' } },
    (id) => db.driveConnection.update({ where: { id: book.connectionId }, data: { rootFolderId: id } }),
  );
  return folder(
    account,
    book.folderId,
    { name: book.project.title, properties: { kind: 'folder', book: projectId }, parent: root },
    (id) => db.driveBook.update({ where: { projectId }, data: { folderId: id } }),
  );
}

async function folder(
  account: DriveAccount,
  known: string | null,
  want: { name: string; properties: Record<string, string>; parent?: string },
  keep: (id: string) => Promise<unknown>,
): Promise<string> {
  if (known && (await isThere(account, known))) return known;
  const found = await findFolder(account, want.properties);
  const id = found ?? (await newRemoteId(account));
  await keep(id); // before it is made: made twice under one id is made once
  if (!found) await make(account, id, want);
  return id;
}

async function isThere(account: DriveAccount, fileId: string): Promise<boolean> {
  const { data } = await account.run((drive) =>
    orMissing(drive.files.get({ fileId, fields: 'id,trashed', supportsAllDrives: true })),
  );
  return data !== null && !data.trashed;
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

async function make(
  account: DriveAccount,
  id: string,
  { name, properties, parent }: { name: string; properties: Record<string, string>; parent?: string },
): Promise<void> {
  await account.run(async (drive) => {
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
    } catch (error) {
      if (statusOf(error) !== 409) throw error; // made by a try that could not say so any more
    }
  });
}
