import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import * as contract from '#contracts/jobs.js';
import type { ArtifactView, CreateJob, JobSummary, JobView, ListJobs, RetryJob } from '#contracts/jobs.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import type { EventFeed } from '#events/event-feed.js';
import { isTerminal } from '#jobs/job-states.js';
import { ArtifactsService } from '../artifacts/artifacts.service.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, SendsEvents, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { EVENTS } from '../tokens.js';
import { lastEventId, streamEvents } from './event-stream.js';
import { JobActionsService } from './job-actions.service.js';
import { JobsService } from './jobs.service.js';

const maybeRetry = contract.retryJob.optional();

@ApiTags('jobs')
@Bearer()
@Controller('api/jobs')
export class JobsController {
  constructor(
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(JobActionsService) private readonly acts: JobActionsService,
    @Inject(ArtifactsService) private readonly artifacts: ArtifactsService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(EVENTS) private readonly feed: EventFeed,
  ) {}

  @Post()
  @Summary('Draw a book, print it, or bring it to Drive')
  @Roles(['author'])
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.jobView, 'Accepted; follow Location or its events')
  async create(
    @Me() me: Caller,
    @Body({ schema: contract.createJob }) body: CreateJob,
    @Res({ passthrough: true }) response: Response,
    @IdempotencyKey() key?: string,
  ): Promise<JobView> {
    const job = await this.idempotency.once({ userId: me.id, route: 'POST jobs', key, body }, (id) =>
      this.jobs.create(me, id, body),
    );
    response.setHeader('Location', `/api/jobs/${job.id}`);
    return job;
  }

  @Get()
  @Summary('List jobs')
  @Answers(200, listOf(contract.jobSummary), 'Newest first')
  list(@Me() me: Caller, @Query({ schema: contract.listJobs }) query: ListJobs): Promise<Listing<JobSummary>> {
    return this.jobs.list(me, query);
  }

  @Get(':id')
  @Summary('See a job')
  @Answers(200, contract.jobView, 'A job with its pages')
  get(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<JobView> {
    return this.jobs.get(me, id);
  }

  @Get(':id/events')
  @Summary('Follow a job')
  @SendsEvents('All events of the job; ends with it. 204 after its last event')
  async events(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const job = await this.jobs.visible(me, id);
    const after = lastEventId(request) ?? 0n;
    if (isTerminal(contract.jobState.parse(job.state)) && after >= (await this.jobs.lastEvent(id))) {
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

  @Get(':id/artifacts')
  @Summary('List a job’s files')
  @Answers(200, z.object({ items: z.array(contract.artifactView) }), 'The files that this job made')
  async listArtifacts(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: ArtifactView[] }> {
    return { items: await this.artifacts.ofJob(me, id) };
  }

  @Post(':id/pause')
  @Summary('Pause a job')
  @HttpCode(202)
  @Answers(202, contract.jobView, 'Will pause before the next page')
  pause(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<JobView> {
    return this.acts.pause(me, id);
  }

  @Post(':id/resume')
  @Summary('Let a paused job go on')
  @HttpCode(202)
  @Answers(202, contract.jobView, 'Goes on')
  resume(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<JobView> {
    return this.acts.resume(me, id);
  }

  @Post(':id/cancel')
  @Summary('Cancel a job')
  @HttpCode(202)
  @Answers(202, contract.jobView, 'Stops, keeps and prints what is finished')
  cancel(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<JobView> {
    return this.acts.cancel(me, id);
  }

  @Post(':id/retry')
  @Summary('Try again what did not succeed')
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.jobView, 'The job, or the new one for a job that has ended')
  retry(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: maybeRetry }) body: RetryJob | undefined,
    @IdempotencyKey() key?: string,
  ): Promise<JobView> {
    const ask = body ?? {};
    return this.idempotency.once({ userId: me.id, route: `POST jobs/${id}/retry`, key, body: ask }, (newId) =>
      this.acts.retry(me, id, ask, newId),
    );
  }

  @Post(':id/pages/:number/retry')
  @Summary('Try a refused page again')
  @HttpCode(202)
  @Answers(202, contract.jobView, 'The page will be drawn again, with its prompt as it is now')
  retryPage(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: contract.pageNumber }) number: number,
  ): Promise<JobView> {
    return this.acts.retryPage(me, id, number);
  }

  @Post(':id/pages/:number/skip')
  @Summary('Go on without a refused page')
  @HttpCode(202)
  @Answers(202, contract.jobView, 'The book is made without this page')
  skipPage(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: contract.pageNumber }) number: number,
  ): Promise<JobView> {
    return this.acts.skipPage(me, id, number);
  }
}
