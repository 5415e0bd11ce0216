import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config/config.js';
import type { DriveBookView, DriveChoice, DriveFileView, ListDriveBooks, ListDriveFiles } from '#contracts/drive.js';
import { CHOICES_OF, driveConflict, driveFileKind, driveFileState } from '#contracts/drive.js';
import type { BookFiles } from '#contracts/files.js';
import type { Listing } from '#contracts/pagination.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { bookFilesOf } from '#books/file-state.js';
import { NO_PAGE, publishDriveEvent } from '#drive/sync/drive-events.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { JobsService } from '../jobs/jobs.service.js';
import { BooksService } from '../books/books.service.js';
import { valueAt } from '#contracts/items.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { ConnectionService } from './connection.service.js';

const withDrive = {
  driveBook: { include: { files: { select: { state: true } } } },
  jobs: { where: { kind: 'sync-drive', endedAt: null }, take: 1, select: { id: true, state: true, message: true } },
} satisfies Prisma.BookInclude;
type Row = Prisma.BookGetPayload<{ include: typeof withDrive }>;

@Injectable()
export class DriveBooksService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ConnectionService) private readonly connections: ConnectionService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(BooksService) private readonly books: BooksService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ id }: Caller, { cursor, limit }: ListDriveBooks): Promise<Listing<DriveBookView>> {
    const found = await this.db.book.findMany({
      where: { ownerId: id, deletedAt: null, ...after(decodeCursor(cursor)) },
      include: withDrive,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    const files = await bookFilesOf(this.db, rows, this.billing);
    return { items: rows.map((row) => this.view(row, valueAt(files, row.id))), nextCursor, limit };
  }

  /** Enables or disables the sync of a book; files in Drive stay. */
  async set(caller: Caller, bookId: string, on: boolean): Promise<DriveBookView> {
    const connection = await this.connections.connected(caller);
    await this.books.owned(caller, bookId);
    await this.db.$transaction(async (tx) => {
      await tx.driveBook.upsert({
        where: { bookId },
        create: { bookId, connectionId: connection.id, on },
        update: { on },
      });
      await publishDriveEvent(tx, caller.id);
    });
    if (on) await this.sync(caller, bookId);
    return this.one(caller, bookId);
  }

  async files(caller: Caller, { cursor, limit, bookId, state }: ListDriveFiles): Promise<Listing<DriveFileView>> {
    const connection = await this.db.driveConnection.findUnique({ where: { ownerId: caller.id } });
    if (!connection) return { items: [], nextCursor: null, limit };
    const place = decodeCursor(cursor);
    const found = await this.db.driveFile.findMany({
      where: {
        book: { connectionId: connection.id, book: { deletedAt: null } },
        ...(bookId ? { bookId } : {}),
        ...(state ? { state } : {}),
        ...(place ? { id: { gt: place.id } } : {}),
      },
      orderBy: { id: 'asc' },
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(
      found.map((row) => ({ ...row, createdAt: row.updatedAt })),
      limit,
    );
    const books = await this.booksOf(rows);
    return { items: rows.map((row) => this.fileView(row, books.get(row.bookId))), nextCursor, limit };
  }

  /** Stores the author's resolution of a conflict and starts the sync. */
  async resolve(caller: Caller, fileId: string, choice: DriveChoice): Promise<DriveFileView> {
    const row = await this.db.driveFile.findFirst({
      where: { id: fileId, book: { connection: { ownerId: caller.id } } },
    });
    if (!row) throw notFound('file');
    const choices = row.conflict ? CHOICES_OF[driveConflict.parse(row.conflict)] : [];
    if (row.state !== 'conflict') throw conflict('no-conflict', 'There is nothing to choose for this file any more.');
    if (!choices.includes(choice))
      throw new ProblemException(422, 'invalid-input', `choice: ${choices.join(' or ')} can be chosen here`);
    const left = choice === 'leave-out';
    // a deleted file gets a new id: the old one may be restored from the trash and must stay unchanged
    const anew = row.conflict === 'gone' ? { remoteId: null, session: null, sessionKey: null, sent: 0n } : {};
    await this.db.driveFile.updateMany({
      where: { id: fileId, state: 'conflict', remoteMd5: row.remoteMd5 },
      data: left
        ? { state: 'left-out', conflict: null, choice: null, message: null }
        : { state: 'waiting', choice, ...anew },
    });
    if (!left) await this.sync(caller, row.bookId);
    const now = await this.db.driveFile.findUniqueOrThrow({ where: { id: fileId } });
    return this.fileView(now, (await this.booksOf([now])).get(now.bookId));
  }

  /** Starts a sync of this book; a running or waiting one is followed by another. */
  private async sync(caller: Caller, bookId: string): Promise<void> {
    await this.db.driveBook.updateMany({ where: { bookId }, data: { changed: true } });
    await this.jobs.create(caller, newId(), { kind: 'sync-drive', bookId }).catch((error: unknown) => {
      if (!(error instanceof ProblemException && error.code === 'job-active')) throw error;
    });
  }

  private async one(caller: Caller, bookId: string): Promise<DriveBookView> {
    const row = await this.db.book.findFirstOrThrow({
      where: { id: bookId, ownerId: caller.id },
      include: withDrive,
    });
    return this.view(row, valueAt(await bookFilesOf(this.db, [row], this.billing), bookId));
  }

  private get billing(): boolean {
    return this.config.stripe !== undefined;
  }

  private async booksOf(files: { bookId: string }[]): Promise<Map<string, BookFiles>> {
    const ids = [...new Set(files.map(({ bookId }) => bookId))];
    const books = await this.db.book.findMany({ where: { id: { in: ids } } });
    return bookFilesOf(this.db, books, this.billing);
  }

  private view({ id, title, driveBook, jobs: [job] }: Row, printed: BookFiles): DriveBookView {
    const files = driveBook?.files ?? [];
    return {
      bookId: id,
      title,
      on: driveBook?.on ?? false,
      folderUrl: this.connections.folderUrl(driveBook?.folderId ?? null),
      files: {
        total: files.length,
        synced: files.filter(({ state }) => state === 'synced').length,
        conflicts: files.filter(({ state }) => state === 'conflict').length,
      },
      jobId: job?.id ?? null,
      jobState: job?.state ?? null,
      message: job?.message ?? null,
      lastSyncAt: driveBook?.lastSyncAt?.toISOString() ?? null,
      outdated: printed.state === 'outdated',
    };
  }

  private fileView(row: Prisma.DriveFileGetPayload<object>, book: BookFiles | undefined): DriveFileView {
    const conflictOf = driveConflict.nullable().parse(row.conflict);
    return {
      id: row.id,
      bookId: row.bookId,
      kind: driveFileKind.parse(row.kind),
      page: row.page === NO_PAGE ? null : row.page,
      name: row.name,
      state: driveFileState.parse(row.state),
      size: Number(row.size),
      sent: Number(row.sent),
      conflict: conflictOf,
      choices: row.state === 'conflict' && conflictOf ? [...CHOICES_OF[conflictOf]] : [],
      message: row.message,
      url: this.connections.fileUrl(row.remoteId),
      syncedAt: row.syncedAt?.toISOString() ?? null,
      changed: row.kind === 'interior' || row.kind === 'cover' ? (book?.changed ?? []) : [],
    };
  }
}
