import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import * as contract from '#contracts/batches.js';
import type { BatchItems, BatchView, CreateBatch, ListBatchItems, ListBatches } from '#contracts/batches.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Sends, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { sendFile } from '../http/send-file.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { BatchesService } from './batches.service.js';

@ApiTags('batches')
@Bearer()
@Controller('api/batches')
export class BatchesController {
  constructor(
    @Inject(BatchesService) private readonly batches: BatchesService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  /** Batches: one job kind for up to 1,000 books. */
  @Post()
  @Summary('Draw, redraw, print or sync many books')
  @Roles(['author'])
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.batchView, 'Accepted; it goes on by itself')
  create(
    @Me() me: Caller,
    @Body({ schema: contract.createBatch }) body: CreateBatch,
    @Res({ passthrough: true }) response: Response,
    @IdempotencyKey() key?: string,
  ): Promise<BatchView> {
    return this.idempotency.once({ userId: me.id, route: 'POST batches', key, body }, async (id) => {
      const batch = await this.batches.create(me, id, body);
      response.setHeader('Location', `/api/batches/${id}`);
      return batch;
    });
  }

  @Get()
  @Summary('List batches')
  @Roles(['author'])
  @Answers(200, listOf(contract.batchView), 'The caller’s batches, newest first')
  list(@Me() me: Caller, @Query({ schema: contract.listBatches }) query: ListBatches): Promise<Listing<BatchView>> {
    return this.batches.list(me, query);
  }

  @Get(':id')
  @Summary('See a batch')
  @Answers(200, contract.batchView, 'How far it is')
  get(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return this.batches.get(me, id);
  }

  @Get(':id/items')
  @Summary('List its books')
  @Answers(200, contract.batchItems, 'Its books')
  items(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: contract.listBatchItems }) query: ListBatchItems,
  ): Promise<BatchItems> {
    return this.batches.items(me, id, query);
  }

  @Post(':id/cancel')
  @Summary('Cancel a batch')
  @HttpCode(202)
  @Answers(202, contract.batchView, 'Finished books stay as they are')
  cancel(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return this.batches.cancel(me, id);
  }

  @Post(':id/retry')
  @Summary('Try its failed books again')
  @HttpCode(202)
  @Answers(202, contract.batchView, 'The failed books once more, and only those')
  retry(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return this.batches.retry(me, id);
  }

  /** Streams all files as one archive. Supports one byte range. */
  @Get(':id/zip')
  @Summary('Download its archive')
  @Sends('application/zip', 'All files and a manifest; one range is honoured')
  async zip(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.batches.zip(me, id);
    await sendFile(request, response, { ...file, mediaType: 'application/zip' }, (range) =>
      this.batches.open(file.sha256, range),
    );
  }
}
