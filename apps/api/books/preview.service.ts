import { Inject, Injectable } from '@nestjs/common';
import { printSettings, storyForm } from '#contracts/book.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { BookPreview } from '#contracts/books.js';
import type { Database } from '#database/database.js';
import { hasStory } from '#books/book-geometry.js';
import { previewBook } from '#pdf/preview/book-preview.js';
import type { Caller } from '../auth/caller.js';
import { DATABASE } from '../tokens.js';
import { BooksService } from './books.service.js';

@Injectable()
export class PreviewService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BooksService) private readonly books: BooksService,
  ) {}

  /** The sides that a print would have now: of the pages that are drawn. */
  async of(caller: Caller, bookId: string): Promise<BookPreview> {
    const row = await this.books.owned(caller, bookId);
    const pages = await this.db.page.findMany({
      where: { bookId, number: { gt: COVER_PAGE }, current: { gt: 0 }, state: 'drawn' },
      select: { number: true, text: true },
      orderBy: { number: 'asc' },
    });
    const book = { form: storyForm.parse(row.form), print: printSettings.parse(row.print) };
    return previewBook({ settings: book.print, age: book.form.age, hasStory: hasStory(book), pages });
  }
}
