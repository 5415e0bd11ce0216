import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { pageNumber } from '#contracts/jobs.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import * as contract from '#contracts/support.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Sends, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { sendPicture } from '../http/send-picture.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { CustomerViewService } from './customer-view.service.js';
import { SupportActionsService } from './support-actions.service.js';
import { SupportJobsService } from './support-jobs.service.js';

const picture = z.strictObject({ width: z.coerce.number().int().min(32).max(2550).default(600) });

@ApiTags('support')
@Bearer()
@Roles(['support'])
@Controller('api/support/jobs')
export class SupportJobsController {
  constructor(
    @Inject(SupportJobsService) private readonly jobs: SupportJobsService,
    @Inject(CustomerViewService) private readonly customer: CustomerViewService,
    @Inject(SupportActionsService) private readonly actions: SupportActionsService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Summary('Find jobs of all authors')
  @Answers(200, listOf(contract.supportJobSummary), 'Jobs of all authors, newest first')
  list(
    @Query({ schema: contract.listSupportJobs }) query: contract.ListSupportJobs,
  ): Promise<Listing<contract.SupportJobSummary>> {
    return this.jobs.list(query);
  }

  @Get('counts')
  @Summary('Count them by state')
  @Answers(200, contract.jobCounts, 'Jobs by state under the rest of the filter')
  counts(@Query({ schema: contract.jobFilter }) query: contract.JobFilter): Promise<contract.JobCounts> {
    return this.jobs.counts(query);
  }

  @Get(':id')
  @Summary('Explain a job')
  @Answers(200, contract.supportJob, 'A job with what happened in plain words, and what can be done')
  get(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<contract.SupportJob> {
    return this.jobs.get(me, id);
  }

  @Post(':id/look')
  @Summary('See the author’s own words, with a reason')
  @HttpCode(200)
  @Answers(200, contract.supportJob, 'With the author’s input; access is recorded')
  look(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.accessReason }) body: contract.AccessReason,
  ): Promise<contract.SupportJob> {
    return this.jobs.revealInput(me, id, body.reason);
  }

  @Get(':id/timeline')
  @Summary('See every attempt of every step')
  @Answers(200, contract.timeline, 'Every attempt of every step')
  timeline(@Param('id', UuidPipe) id: string): Promise<contract.Timeline> {
    return this.jobs.timeline(id);
  }

  @Get(':id/logs')
  @Summary('Read a job’s log')
  @Answers(200, listOf(contract.jobLog), 'What its activities said, newest first')
  logs(
    @Param('id', UuidPipe) id: string,
    @Query({ schema: contract.listLogs }) query: contract.ListLogs,
  ): Promise<Listing<contract.JobLog>> {
    return this.jobs.logs(id, query);
  }

  @Get(':id/customer-view')
  @Summary('See what the author sees')
  @Answers(200, contract.customerView, 'Exactly what the author sees; access is recorded')
  customerView(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<contract.CustomerView> {
    return this.customer.get(me, id);
  }

  @Get(':id/customer-view/pages/:number/art.png')
  @Summary('See a page as the author sees it')
  @Sends('image/png', 'The page’s drawing')
  async customerPage(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageNumber }) number: number,
    @Query({ schema: picture }) query: z.infer<typeof picture>,
    @Res() response: Response,
  ): Promise<void> {
    await sendPicture(response, 'image/png', await this.customer.picture(me, id, number, query.width));
  }

  @Post(':id/acts/preview')
  @Summary('Preview a support action')
  @HttpCode(200)
  @Answers(200, contract.sideEffects, 'The effects of the action; nothing is changed')
  preview(
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.plannedAction }) body: contract.PlannedAction,
  ): Promise<contract.SideEffects> {
    return this.actions.preview(id, body);
  }

  @Post(':id/acts')
  @Summary('Retry, edit, skip, pause, resume, cancel or end a job')
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.actionDone, 'Done, and written into the audit log')
  act(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.actionOnJob }) body: contract.ActionOnJob,
    @IdempotencyKey() key?: string,
  ): Promise<contract.ActionDone> {
    return this.idempotency.once({ userId: me.id, route: `POST support/jobs/${id}/acts`, key, body }, (requestId) =>
      this.actions.perform(me, id, body, requestId),
    );
  }
}
