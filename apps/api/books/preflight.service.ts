import { Inject, Injectable } from '@nestjs/common';
import type { PreflightView } from '#contracts/preflight.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException } from '../http/problem-exception.js';
import { BooksService } from './books.service.js';

@Injectable()
export class PreflightService {
  constructor(@Inject(BooksService) private readonly books: BooksService) {}

  /** The report on the files that the book's last job printed. */
  async latest(caller: Caller, bookId: string): Promise<PreflightView> {
    const { preflight } = await this.books.owned(caller, bookId);
    if (preflight === null || typeof preflight !== 'object')
      throw new ProblemException(404, 'not-printed', 'This book was not printed yet; start a job first.');
    // oxlint-disable-next-line typescript/consistent-type-assertions -- as the worker wrote it: a report of an earlier version is answered as it is, too
    return preflight as unknown as PreflightView;
  }
}
