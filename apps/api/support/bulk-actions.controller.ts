import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listOf, pageQuery } from '#contracts/pagination.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import * as contract from '#contracts/support.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { BulkActionsService } from './bulk-actions.service.js';

@ApiTags('support')
@Bearer()
@Roles(['support'])
@Controller('api/support/bulk')
export class BulkActionsController {
  constructor(
    @Inject(BulkActionsService) private readonly bulk: BulkActionsService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Post('preview')
  @Summary('See what a bulk action would do')
  @HttpCode(200)
  @Answers(200, contract.bulkActionEffects, 'What it would touch and cost; nothing is done')
  preview(
    @Body({ schema: contract.bulkActionPlan }) body: contract.BulkActionPlan,
  ): Promise<contract.BulkActionEffects> {
    return this.bulk.preview(body);
  }

  @Post()
  @Summary('Apply a support action to many jobs')
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.bulkActionView, 'Begun, or waiting for a second person')
  start(
    @Me() me: Caller,
    @Body({ schema: contract.startBulkAction }) body: contract.StartBulkAction,
    @IdempotencyKey() key?: string,
  ): Promise<contract.BulkActionView> {
    return this.idempotency.once({ userId: me.id, route: 'POST support/bulk', key, body }, (id) =>
      this.bulk.start(me, id, body),
    );
  }

  @Get()
  @Summary('List bulk actions')
  @Answers(200, listOf(contract.bulkActionView), 'Newest first')
  list(@Me() me: Caller, @Query({ schema: pageQuery }) query: PageQuery): Promise<Listing<contract.BulkActionView>> {
    return this.bulk.list(me, query);
  }

  @Get(':id')
  @Summary('See a bulk action')
  @Answers(200, contract.bulkActionView, 'A bulk action and how far it is')
  get(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<contract.BulkActionView> {
    return this.bulk.get(me, id);
  }

  @Get(':id/items')
  @Summary('List its jobs')
  @Answers(200, listOf(contract.bulkActionItem), 'Its jobs in order, with what became of each')
  items(
    @Param('id', UuidPipe) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Listing<contract.BulkActionItem>> {
    return this.bulk.items(id, query);
  }

  @Post(':id/approve')
  @Summary('Approve somebody else’s bulk action')
  @HttpCode(202)
  @Answers(202, contract.bulkActionView, 'Approved by a second person; it begins')
  approve(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<contract.BulkActionView> {
    return this.bulk.approve(me, id);
  }

  @Post(':id/cancel')
  @Summary('Stop a bulk action')
  @HttpCode(202)
  @Answers(202, contract.bulkActionView, 'Stops before the next jobs; what is done stays done')
  cancel(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<contract.BulkActionView> {
    return this.bulk.cancel(me, id);
  }
}
