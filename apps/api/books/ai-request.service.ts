import { Inject, Injectable } from '@nestjs/common';
import { artPrompt } from '#artwork/openai/art-prompt.js';
import type { Config } from '#config/config.js';
import type { Provider } from '#contracts/book.js';
import type { AiRequest } from '#contracts/books.js';
import type { Database } from '#database/database.js';
import { artRequestOf } from '#books/art-request.js';
import { jobInput, readBook } from '#books/book-record.js';
import { storyMessages } from '#story/openai/story-prompt.js';
import type { Caller } from '../auth/caller.js';
import { notFound } from '../http/problem-exception.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { BooksService } from './books.service.js';

/** What leaves the deployment for a book, made by the code that sends it. */
@Injectable()
export class AiRequestService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(BooksService) private readonly books: BooksService,
  ) {}

  /** For a page's next artwork, or for the story. */
  async of(caller: Caller, bookId: string, number: number | undefined): Promise<AiRequest> {
    const book = readBook(await this.books.owned(caller, bookId));
    const provider = await this.providerOf(book);
    if (number === undefined)
      return { provider, messages: provider === 'openai' ? storyMessages({ ...book.form, seed: book.seed }) : [] };
    const page = await this.db.page.findUnique({
      where: { bookId_number: { bookId, number } },
      include: { _count: { select: { art: true } } },
    });
    if (!page) throw notFound('page');
    if (provider !== 'openai') return { provider, messages: [] };
    const text = artPrompt(artRequestOf(book, { ...page, versions: page._count.art }));
    return { provider, messages: [{ role: 'user', text }] };
  }

  /** Of the job that works on the book, else of the next one. */
  private async providerOf({ id, form }: ReturnType<typeof readBook>): Promise<Provider> {
    const job = await this.db.job.findFirst({
      where: { bookId: id, kind: 'generate-book', endedAt: null },
      select: { input: true },
    });
    if (job) return jobInput.parse(job.input).provider;
    return form.provider ?? this.config.defaultProvider;
  }
}
