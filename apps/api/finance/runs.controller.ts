import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import * as contract from '#contracts/finance.js';
import type { RuleSet, RunView, StartRun } from '#contracts/finance.js';
import { listOf, pageQuery } from '#contracts/pagination.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import type { EventFeed } from '#events/event-feed.js';
import { ruleSets } from '#reconciliation/matching/rules.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, SendsEvents, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { lastEventId, streamEvents } from '../jobs/event-stream.js';
import { JobsService } from '../jobs/jobs.service.js';
import { EVENTS } from '../tokens.js';
import { RunsService } from './runs.service.js';

@ApiTags('finance')
@Bearer()
@Roles(['finance'])
@Controller('api/finance')
export class RunsController {
  constructor(
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(EVENTS) private readonly feed: EventFeed,
  ) {}

  @Get('reconciliations')
  @Summary('List reconciliations')
  @Answers(200, listOf(contract.runView), 'Newest first')
  list(@Query({ schema: pageQuery }) query: PageQuery): Promise<Listing<RunView>> {
    return this.runs.list(query);
  }

  @Post('reconciliations')
  @Summary('Reconcile, or rehearse other rules')
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.runView, 'Begun; follow its events')
  start(
    @Me() me: Caller,
    @Body({ schema: contract.startRun }) body: StartRun,
    @IdempotencyKey() key?: string,
  ): Promise<RunView> {
    return this.idempotency.once({ userId: me.id, route: 'POST reconciliations', key, body }, (id) =>
      this.runs.start(me, id, body),
    );
  }

  @Get('reconciliations/:id')
  @Summary('See a reconciliation')
  @Answers(200, contract.runView, 'A run, how far it is and what it found')
  get(@Param('id', UuidPipe) id: string): Promise<RunView> {
    return this.runs.get(id);
  }

  /** Ends with the run. */
  @Get('reconciliations/:id/events')
  @Summary('Follow a reconciliation')
  @SendsEvents('Its progress; ends with it')
  async events(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = await this.runs.get(id);
    const after = lastEventId(request) ?? 0n;
    if (run.endedAt !== null && after >= (await this.jobs.lastEvent(id))) {
      response.status(204).end(); // 204 stops an EventSource from reconnecting
      return;
    }
    await streamEvents(request, response, this.feed, {
      after,
      filter: { subjectId: id },
      expiresAt: me.expiresAt,
      endsWithJob: true,
    });
  }

  @Get('rules')
  @Summary('List the rules')
  @Answers(200, z.object({ items: z.array(contract.ruleSet) }), 'Every version of the rules, newest first')
  rules(): { items: RuleSet[] } {
    return { items: ruleSets() };
  }
}
