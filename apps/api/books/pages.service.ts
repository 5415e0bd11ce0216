import { Inject, Injectable } from '@nestjs/common';
import { svgToLineArt } from '#artwork/line-art/svg.js';
import { renderPng } from '#artwork/line-art/raster.js';
import type { PageView, PatchPage } from '#contracts/books.js';
import type { Database } from '#database/database.js';
import { DATABASE, STORE } from '../tokens.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { changedMeanwhile } from '../http/if-match.js';
import { notFound } from '../http/problem-exception.js';
import type { Caller } from '../auth/caller.js';
import { pageChange, refuseUnfit } from './changes.js';
import { pageView, withArt } from './book-view.js';
import { BooksService } from './books.service.js';

/** A drawing's bytes with the name of its content, for ETag. */
export interface ArtFile {
  sha256: string;
  body: Buffer;
}

@Injectable()
export class PagesService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(BooksService) private readonly books: BooksService,
  ) {}

  async list(caller: Caller, bookId: string): Promise<PageView[]> {
    await this.books.owned(caller, bookId);
    const rows = await this.db.page.findMany({ where: { bookId }, include: withArt, orderBy: { number: 'asc' } });
    return rows.map(pageView);
  }

  async get(caller: Caller, bookId: string, number: number): Promise<PageView> {
    await this.books.owned(caller, bookId);
    return this.view(bookId, number);
  }

  async patch(caller: Caller, bookId: string, number: number, version: number, patch: PatchPage): Promise<PageView> {
    const page = await this.get(caller, bookId, number);
    refuseUnfit(page, patch);
    const changed = await this.db.page.updateMany({
      where: { bookId, number, version },
      data: pageChange(patch),
    });
    const now = await this.view(bookId, number);
    if (changed.count === 0) throw changedMeanwhile(now.version);
    return now;
  }

  /** The shown drawing, or the one named; 404 while there is none. */
  async svg(caller: Caller, bookId: string, number: number, version?: number): Promise<ArtFile> {
    const page = await this.get(caller, bookId, number);
    const art = await this.db.artVersion.findFirst({
      where: { page: { bookId, number }, version: version ?? page.current },
      select: { sha256: true },
    });
    const body = art && (await this.store.read(art.sha256));
    if (!body) throw notFound('drawing yet');
    return { sha256: art.sha256, body };
  }

  async png(caller: Caller, bookId: string, number: number, width: number, version?: number): Promise<ArtFile> {
    const { sha256, body } = await this.svg(caller, bookId, number, version);
    return { sha256: `${sha256}-${width}`, body: await renderPng(svgToLineArt(body.toString()), width) };
  }

  private async view(bookId: string, number: number): Promise<PageView> {
    const row = await this.db.page.findUnique({
      where: { bookId_number: { bookId, number } },
      include: withArt,
    });
    if (!row) throw notFound('page');
    return pageView(row);
  }
}
