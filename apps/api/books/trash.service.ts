import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import type { BookView, TrashedBook } from '#contracts/books.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { purgeAt, purgeBooks } from '#books/purge-trash.js';
import { steerJob } from '#jobs/steer-job.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { conflict, notFound } from '../http/problem-exception.js';
import { valueAt } from '#contracts/items.js';
import { DATABASE, TEMPORAL } from '../tokens.js';
import { BooksService } from './books.service.js';

/** Deleted books of one author: not listed elsewhere, not counted against the plan, restored completely. */
@Injectable()
export class TrashService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BooksService) private readonly books: BooksService,
    @Inject(TEMPORAL) private readonly temporal: Client,
  ) {}

  async list(caller: Caller, { cursor, limit }: PageQuery): Promise<Listing<TrashedBook>> {
    const found = await this.db.book.findMany({
      where: { ownerId: caller.id, deletedAt: { not: null }, ...after(decodeCursor(cursor)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    const views = await this.books.viewsById(rows);
    const items = rows.flatMap(({ id, deletedAt }) =>
      deletedAt
        ? {
            ...valueAt(views, id),
            deletedAt: deletedAt.toISOString(),
            purgeAt: purgeAt(deletedAt).toISOString(),
          }
        : [],
    );
    return { items, nextCursor, limit };
  }

  /**
   * Moves a book to the trash. Cancels its jobs first: if Temporal is unavailable, nothing changes. The row is locked
   * while jobs are counted, and creating a job needs the same lock, so that none is missed. Idempotent.
   */
  async remove(caller: Caller, id: string, cancelJobs: boolean): Promise<void> {
    if (await this.isInTrash(caller, id)) return;
    await this.books.owned(caller, id);
    const canceled = cancelJobs ? await this.cancelJobs(id) : [];
    await this.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM "Book" WHERE id = ${id}::uuid FOR UPDATE`;
      const busy = await tx.job.count({ where: { bookId: id, endedAt: null, id: { notIn: canceled } } });
      if (busy > 0)
        throw conflict(
          'job-active',
          'A job is working on this book. Cancel it first, or ask to cancel it with cancelJobs=true.',
        );
      await tx.book.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
    });
  }

  /** Restores a book with all pages and files. A book that is not in the trash is unchanged. */
  async restore(caller: Caller, id: string): Promise<BookView> {
    if (!(await this.isInTrash(caller, id))) return this.books.get(caller, id);
    await this.db.$transaction(async (tx) => {
      await this.books.requireBookQuota(tx, caller.id);
      await tx.book.updateMany({ where: { id, ownerId: caller.id }, data: { deletedAt: null } });
    });
    return this.books.get(caller, id);
  }

  /** Permanent deletion is possible from the trash only. */
  async purge(caller: Caller, id: string): Promise<void> {
    if (!(await this.isInTrash(caller, id))) throw notFound('book in the trash');
    const { left } = await purgeBooks(this.db, [id]);
    if (left > 0) throw conflict('job-active', 'A job of this book is still ending; try again in a moment.');
  }

  private async isInTrash({ id: ownerId }: Caller, id: string): Promise<boolean> {
    return (await this.db.book.count({ where: { id, ownerId, deletedAt: { not: null } } })) > 0;
  }

  /** Cancels every job of the book and returns their ids. Jobs that ended meanwhile are ignored. */
  private async cancelJobs(bookId: string): Promise<string[]> {
    const jobs = await this.db.job.findMany({ where: { bookId, endedAt: null }, select: { id: true } });
    for (const { id } of jobs) {
      try {
        await steerJob({ db: this.db, client: this.temporal }, id, newId(), { name: 'cancel' });
      } catch (error) {
        if ((await this.db.job.count({ where: { id, endedAt: null } })) > 0) throw error;
      }
    }
    return jobs.map(({ id }) => id);
  }
}
