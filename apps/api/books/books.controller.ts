import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { preflightView } from '#contracts/preflight.js';
import type { PreflightView } from '#contracts/preflight.js';
import * as contract from '#contracts/books.js';
import type {
  AiRequest,
  AiRequestQuery,
  BookPreview,
  CreateBook,
  ListBooks,
  PatchBook,
  BookView,
} from '#contracts/books.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { versionOf } from '../http/if-match.js';
import { Answers, Bearer, IdempotencyHeader, IfMatchHeader, Summary } from '../http/openapi.js';
import { IdempotencyKey, IfMatch } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { AiRequestService } from './ai-request.service.js';
import { PreflightService } from './preflight.service.js';
import { PreviewService } from './preview.service.js';
import { BooksService } from './books.service.js';

@ApiTags('books')
@Bearer()
@Roles(['author'])
@Controller('api/books')
export class BooksController {
  constructor(
    @Inject(BooksService) private readonly books: BooksService,
    @Inject(PreflightService) private readonly preflights: PreflightService,
    @Inject(PreviewService) private readonly previews: PreviewService,
    @Inject(AiRequestService) private readonly aiRequests: AiRequestService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Summary('Make a book')
  @IdempotencyHeader()
  @Answers(201, contract.bookView, 'The new book')
  create(
    @Me() me: Caller,
    @Body({ schema: contract.createBook }) body: CreateBook,
    @IdempotencyKey() key?: string,
  ): Promise<BookView> {
    return this.idempotency.once({ userId: me.id, route: 'POST books', key, body }, (id) =>
      this.books.create(me, id, body),
    );
  }

  @Get()
  @Summary('List one’s books, or search them')
  @Answers(200, listOf(contract.bookView), 'Newest first')
  list(@Me() me: Caller, @Query({ schema: contract.listBooks }) query: ListBooks): Promise<Listing<BookView>> {
    return this.books.list(me, query);
  }

  @Get(':id')
  @Summary('See a book')
  @Answers(200, contract.bookView, 'A book')
  get(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BookView> {
    return this.books.get(me, id);
  }

  @Patch(':id')
  @Summary('Change a book')
  @IfMatchHeader()
  @Answers(200, contract.bookView, 'The book as it is now')
  patch(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.patchBook }) body: PatchBook,
    @IfMatch() version?: string,
  ): Promise<BookView> {
    return this.books.patch(me, id, versionOf(version), body);
  }

  @Post(':id/duplicate')
  @Summary('Copy a book')
  @IdempotencyHeader()
  @Answers(201, contract.bookView, 'The copy')
  duplicate(
    @Me() me: Caller,
    @Param('id', UuidPipe) source: string,
    @IdempotencyKey() key?: string,
  ): Promise<BookView> {
    return this.idempotency.once({ userId: me.id, route: 'POST books/duplicate', key, body: { source } }, (id) =>
      this.books.duplicate(me, source, id),
    );
  }

  @Get(':id/preview')
  @Summary('Preview a book')
  @Answers(200, contract.bookPreview, 'The sides of the book as a print would have them now')
  preview(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BookPreview> {
    return this.previews.of(me, id);
  }

  @Get(':id/ai-request')
  @Summary('See what the AI provider is sent')
  @Answers(200, contract.aiRequest, 'For a page or the story, as it would be sent now')
  aiRequest(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: contract.aiRequestQuery }) { page }: AiRequestQuery,
  ): Promise<AiRequest> {
    return this.aiRequests.of(me, id, page);
  }

  @Get(':id/preflight')
  @Summary('Read the printer’s check')
  @Answers(200, preflightView, 'Report on the finished files')
  preflight(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<PreflightView> {
    return this.preflights.latest(me, id);
  }
}
