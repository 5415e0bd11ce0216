import type { Database } from '#database/database.js';
import type { DriveAccount } from '../connection/rate-limits.js';

/** A feed that is longer is read on by the next activity, so that none lasts for ever. */
const MAX_PAGES = 50;

export interface Changes {
  /** Books whose files were changed, moved or thrown away there. */
  bookIds: string[];
  /** Store it once the changes are applied, and not before. */
  nextToken: string;
  hasMore: boolean;
}

/**
 * Reads the feed of changes from where it was read to.
 * Source: https://developers.google.com/workspace/drive/api/guides/manage-changes
 */
export async function readChanges(db: Database, account: DriveAccount, from: string): Promise<Changes> {
  const fileIds = new Set<string>();
  let pageToken = from;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { data } = await account.run((drive) =>
      drive.changes.list({
        pageToken,
        pageSize: 500,
        spaces: 'drive',
        includeRemoved: true,
        includeItemsFromAllDrives: true,
        supportsAllDrives: true,
        fields: 'nextPageToken,newStartPageToken,changes(fileId)',
      }),
    );
    for (const { fileId } of data.changes ?? []) if (fileId) fileIds.add(fileId);
    if (data.newStartPageToken)
      return { bookIds: await booksOf(db, account, fileIds), nextToken: data.newStartPageToken, hasMore: false };
    pageToken = data.nextPageToken ?? pageToken;
  }
  return { bookIds: await booksOf(db, account, fileIds), nextToken: pageToken, hasMore: true };
}

export async function startOfChanges(account: DriveAccount): Promise<string> {
  const { data } = await account.run((drive) => drive.changes.getStartPageToken({ supportsAllDrives: true }));
  if (!data.startPageToken) throw new Error('Google gave no place in the feed of changes');
  return data.startPageToken;
}

/** What we sent ourselves comes back in the feed, too; a sync that finds nothing to do is cheap. */
async function booksOf(db: Database, { connectionId }: DriveAccount, fileIds: Set<string>): Promise<string[]> {
  const ids = [...fileIds];
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += 1_000) {
    const some = { in: ids.slice(at, at + 1_000) };
    const books = await db.driveBook.findMany({
      where: { connectionId, on: true, OR: [{ folderId: some }, { files: { some: { remoteId: some } } }] },
      select: { bookId: true },
    });
    for (const { bookId } of books) found.add(bookId);
  }
  return [...found];
}
