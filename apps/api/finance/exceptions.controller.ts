import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/finance.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import * as support from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { person } from '../support/support-jobs.service.js';
import { DATABASE } from '../tokens.js';
import { ExceptionsService } from './exceptions.service.js';
import { RepairsService } from './repairs.service.js';

@ApiTags('finance')
@Bearer()
@Roles(['finance'])
@Controller('api/finance')
export class ExceptionsController {
  constructor(
    @Inject(ExceptionsService) private readonly items: ExceptionsService,
    @Inject(RepairsService) private readonly repairs: RepairsService,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  @Get('items')
  @Summary('List exceptions')
  @Answers(200, listOf(contract.exceptionSummary), 'Exceptions, the latest first')
  list(
    @Query({ schema: contract.listExceptions }) query: contract.ListExceptions,
  ): Promise<Listing<contract.ExceptionSummary>> {
    return this.items.list(query);
  }

  @Post('items/bulk')
  @Summary('Apply an action to many exceptions')
  @HttpCode(200)
  @Answers(200, contract.exceptionsBatchResult, 'What was done, and what was left with why')
  bulk(
    @Me() me: Caller,
    @Body({ schema: contract.exceptionsBatchRequest }) body: contract.ExceptionsBatchRequest,
  ): Promise<contract.ExceptionsBatchResult> {
    return this.repairs.bulk(me, body);
  }

  @Get('items/:id')
  @Summary('See an exception')
  @Answers(200, contract.exceptionView, 'An exception with its comments')
  get(@Param('id', UuidPipe) id: string): Promise<contract.ExceptionView> {
    return this.items.get(id);
  }

  @Patch('items/:id')
  @Summary('Assign an exception or set when it is due')
  @Answers(200, contract.exceptionView, 'Given to somebody, or due')
  patch(
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.patchException }) body: contract.PatchException,
  ): Promise<contract.ExceptionView> {
    return this.items.patch(id, body);
  }

  @Post('items/:id/comments')
  @Summary('Comment on an exception')
  @Answers(201, contract.exceptionView, 'With the comment')
  comment(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.commentAsk }) body: contract.CommentAsk,
  ): Promise<contract.ExceptionView> {
    return this.items.comment(me, id, body.text);
  }

  @Post('items/:id/resolve')
  @Summary('Resolve an exception with a reason')
  @HttpCode(200)
  @Answers(200, contract.exceptionView, 'Settled by a person’s word; written into the audit log')
  resolve(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.resolveAsk }) body: contract.ResolveAsk,
  ): Promise<contract.ExceptionView> {
    return this.items.resolve(me, id, body.reason);
  }

  @Get('items/:id/repair')
  @Summary('See what its repair would do')
  @Answers(200, contract.repairPreview, 'What the repair would do; nothing is done')
  preview(@Param('id', UuidPipe) id: string): Promise<contract.RepairPreview> {
    return this.repairs.preview(id);
  }

  @Post('items/:id/repair')
  @Summary('Confirm the repair as it was shown')
  @HttpCode(202)
  @Answers(202, contract.exceptionView, 'Confirmed as it was shown; it will be done once')
  repair(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.repairAsk }) body: contract.RepairAsk,
  ): Promise<contract.ExceptionView> {
    return this.repairs.confirm(me, id, body);
  }

  @Get('staff')
  @Summary('List finance staff')
  @Answers(200, z.object({ items: z.array(support.person) }), 'To whom an exception can be given')
  async staff(): Promise<{ items: support.Person[] }> {
    const items = await this.db.user.findMany({
      where: { role: { in: ['finance', 'admin'] } },
      ...person,
      orderBy: { name: 'asc' },
      take: 500,
    });
    return { items };
  }
}
