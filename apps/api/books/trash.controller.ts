import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listOf, pageQuery } from '#contracts/pagination.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import * as contract from '#contracts/books.js';
import type { DeleteBook, BookView, TrashedBook } from '#contracts/books.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { TrashService } from './trash.service.js';

/** Registered before BooksController, so that `trash` is not matched as a book id. */
@ApiTags('books')
@Bearer()
@Roles(['author'])
@Controller('api/books')
export class TrashController {
  constructor(@Inject(TrashService) private readonly trash: TrashService) {}

  @Get('trash')
  @Summary('List the deleted books')
  @Answers(200, listOf(contract.trashedBook), 'Newest book first; each says when it is deleted for good')
  list(@Me() me: Caller, @Query({ schema: pageQuery }) query: PageQuery): Promise<Listing<TrashedBook>> {
    return this.trash.list(me, query);
  }

  @Delete('trash/:id')
  @Summary('Delete a book for good')
  @SendsNothing('The book was in the trash and is deleted, with its pages and files; there is no undo')
  @HttpCode(204)
  purge(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.trash.purge(me, id);
  }

  @Delete(':id')
  @Summary('Delete a book: move it to the trash')
  @SendsNothing(`In the trash for ${contract.TRASH_DAYS} days; 409 while a job works on it, unless cancelJobs is set`)
  @HttpCode(204)
  remove(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: contract.deleteBook }) { cancelJobs }: DeleteBook,
  ): Promise<void> {
    return this.trash.remove(me, id, cancelJobs);
  }

  @Post(':id/restore')
  @Summary('Restore a book from the trash')
  @HttpCode(200)
  @Answers(200, contract.bookView, 'The book; 402 when the plan has no room for it')
  restore(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BookView> {
    return this.trash.restore(me, id);
  }
}
