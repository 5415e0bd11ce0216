import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config/config.js';
import { printSettings, storyForm } from '#contracts/book.js';
import type { StoryForm } from '#contracts/book.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import { TRASH_DAYS } from '#contracts/books.js';
import type { CreateBook, ListBooks, PatchBook, BookView } from '#contracts/books.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { characters } from '#books/book-record.js';
import { bookFilesOf } from '#books/file-state.js';
import { accessOf } from '#billing/access.js';
import { lockAccount } from '#billing/usage.js';
import { valueAt } from '#contracts/items.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { changedMeanwhile } from '../http/if-match.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import type { Caller } from '../auth/caller.js';
import { bookChange } from './changes.js';
import { bookView } from './book-view.js';
import { searchBooks } from './search-books.js';

type BookRow = Prisma.BookGetPayload<object>;
const LARGEST_SEED = 2 ** 31 - 1;
const IN_TRASH = `This book is in the trash. Restore it to go on with it; ${TRASH_DAYS} days after it was deleted it is gone for good.`;

/** Books of one author; another author's book is a 404. */
@Injectable()
export class BooksService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Creates the book and its pages, cover included. Idempotent for the same id. */
  async create(caller: Caller, id: string, { print, ...form }: CreateBook): Promise<BookView> {
    const existing = await this.db.book.findFirst({ where: { id, ownerId: caller.id } });
    if (existing) return this.view(existing);
    const [firstLine = ''] = form.theme.split('\n');
    const row = await this.db.$transaction(async (tx) => {
      await this.requireBookQuota(tx, caller.id);
      return this.insert(tx, {
        id,
        ownerId: caller.id,
        title: form.title ?? firstLine.slice(0, 120),
        form,
        print,
        seed: form.seed ?? randomInt(LARGEST_SEED),
      });
    });
    return this.view(row);
  }

  async list(caller: Caller, { cursor, limit, text }: ListBooks): Promise<Listing<BookView>> {
    const place = decodeCursor(cursor);
    const ids = text?.trim() ? await searchBooks(this.db, caller.id, text) : null;
    const found = await this.db.book.findMany({
      where: { ownerId: caller.id, deletedAt: null, ...(ids ? { id: { in: ids } } : {}), ...after(place) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    return { items: await this.views(rows), nextCursor, limit };
  }

  /** The caller's books among these, without deleted ones. */
  async some(caller: Caller, ids: string[]): Promise<BookView[]> {
    return this.views(await this.db.book.findMany({ where: { id: { in: ids }, ownerId: caller.id, deletedAt: null } }));
  }

  async get(caller: Caller, id: string): Promise<BookView> {
    return this.view(await this.owned(caller, id));
  }

  /** The row; 404 for another author's book, and `in-trash` for the author's own deleted book. */
  async owned(caller: Caller, id: string): Promise<BookRow> {
    const row = await this.db.book.findFirst({ where: { id, ownerId: caller.id } });
    if (!row) throw notFound('book');
    if (row.deletedAt) throw new ProblemException(404, 'in-trash', IN_TRASH);
    return row;
  }

  async patch(caller: Caller, id: string, version: number, patch: PatchBook): Promise<BookView> {
    const row = await this.owned(caller, id);
    const { print, ...rest } = patch;
    const data = {
      ...bookChange(row, rest),
      ...(print ? { print: printSettings.parse({ ...printSettings.parse(row.print), ...print }) } : {}),
    };
    const changed = await this.db.$transaction(async (tx) => {
      const written = await tx.book.updateManyAndReturn({ where: { id, version }, data });
      // the cover shows the theme by default
      if (written[0] && rest.theme)
        await tx.page.updateMany({
          where: { bookId: id, number: COVER_PAGE, locked: false, prompt: storyForm.parse(row.form).theme },
          data: { prompt: rest.theme, version: { increment: 1 } },
        });
      return written;
    });
    if (!changed[0]) throw changedMeanwhile((await this.owned(caller, id)).version);
    return this.view(changed[0]);
  }

  /** A new book with the same form, texts, prompts and drawings. */
  async duplicate(caller: Caller, sourceId: string, id: string): Promise<BookView> {
    const source = await this.owned(caller, sourceId);
    const existing = await this.db.book.findFirst({ where: { id, ownerId: caller.id } });
    if (existing) return this.view(existing);
    const copy = await this.db.$transaction(async (tx) => {
      await this.requireBookQuota(tx, caller.id);
      const row = await this.insert(tx, {
        id,
        ownerId: caller.id,
        title: `${source.title.slice(0, 110)} (copy)`,
        form: storyForm.parse(source.form),
        print: printSettings.parse(source.print),
        seed: source.seed,
      });
      await copyPages(tx, sourceId, id);
      return tx.book.update({
        where: { id: row.id },
        data: {
          subtitle: source.subtitle,
          blurb: source.blurb,
          characters: characters.parse(source.characters),
          notes: source.notes,
          storyAt: source.storyAt,
        },
      });
    });
    return this.view(copy);
  }

  /** Checks the plan's book limit. Locks the user's row, so that concurrent requests cannot exceed it. */
  async requireBookQuota(tx: Connection, ownerId: string): Promise<void> {
    if (!this.config.stripe) return;
    await lockAccount(tx, ownerId);
    const { plan } = await accessOf(tx, ownerId, true);
    if ((await tx.book.count({ where: { ownerId, deletedAt: null } })) < plan.books) return;
    throw new ProblemException(
      402,
      'project-limit',
      `The ${plan.name} plan holds ${plan.books} books. Choose a larger plan, or delete a book; books in the trash do not count.`,
    );
  }

  private async insert(
    tx: Connection,
    row: { id: string; ownerId: string; title: string; form: StoryForm; print: CreateBook['print']; seed: number },
  ): Promise<BookRow> {
    const book = await tx.book.create({ data: row });
    const numbers = Array.from({ length: row.form.pages + 1 }, (_, number) => number);
    await tx.page.createMany({ data: numbers.map((number) => ({ id: newId(), bookId: row.id, number })) });
    return book;
  }

  private async view(row: BookRow): Promise<BookView> {
    return valueAt(await this.viewsById([row]), row.id);
  }

  async views(rows: BookRow[]): Promise<BookView[]> {
    return [...(await this.viewsById(rows)).values()];
  }

  async viewsById(rows: BookRow[]): Promise<Map<string, BookView>> {
    const [counts, files] = await Promise.all([
      this.pageCounts(rows.map(({ id }) => id)),
      bookFilesOf(this.db, rows, this.config.stripe !== undefined),
    ]);
    return new Map(rows.map((row) => [row.id, bookView(row, counts(row.id), valueAt(files, row.id))]));
  }

  private async pageCounts(ids: string[]): Promise<(id: string) => { total: number; drawn: number }> {
    const groups = await this.db.page.groupBy({
      by: ['bookId', 'state'],
      where: { bookId: { in: ids }, number: { gt: COVER_PAGE } },
      _count: true,
    });
    return (id) => {
      const own = groups.filter(({ bookId }) => bookId === id);
      const sum = (rows: typeof own) => rows.reduce((total, { _count }) => total + _count, 0);
      return { total: sum(own), drawn: sum(own.filter(({ state }) => state === 'drawn')) };
    };
  }
}

/** Texts, prompts and each page's shown drawing; the bytes are shared, since artifacts are named by content. */
async function copyPages(tx: Connection, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Page" AS copy SET text = source.text, prompt = source.prompt,
      state = CASE WHEN source.current > 0 THEN 'drawn'::"PageState" ELSE 'pending' END,
      current = CASE WHEN source.current > 0 THEN 1 ELSE 0 END
    FROM "Page" AS source
    WHERE copy."bookId" = ${to}::uuid AND source."bookId" = ${from}::uuid AND copy.number = source.number`;
  await tx.$executeRaw`
    INSERT INTO "ArtVersion" (id, "pageId", version, "jobId", round, sha256, size, provider, model, variation, prompt, notes, "durationMs")
    SELECT gen_random_uuid(), copy.id, 1, art."jobId", art.round, art.sha256, art.size, art.provider, art.model, art.variation, art.prompt, art.notes, art."durationMs"
    FROM "Page" AS source
    JOIN "ArtVersion" AS art ON art."pageId" = source.id AND art.version = source.current
    JOIN "Page" AS copy ON copy."bookId" = ${to}::uuid AND copy.number = source.number
    WHERE source."bookId" = ${from}::uuid`;
}
