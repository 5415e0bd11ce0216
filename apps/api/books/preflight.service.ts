import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ProblemException } from '../http/problem-exception.js';
import { BooksService } from './books.service.js';

@Injectable()
export class PreflightService {
  constructor(@Inject(BooksService) private readonly books: BooksService) {}

  /** The report on the files that the book's last job printed. */
  async latest(caller: Caller, bookId: string): Promise<object> {
    const { preflight } = await this.books.owned(caller, bookId);
    if (preflight === null || typeof preflight !== 'object')
      throw new ProblemException(404, 'not-printed', 'This book was not printed yet; start a job first.');
    return preflight;
  }
}
