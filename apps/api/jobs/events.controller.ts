import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { EventFeed } from '#events/event-feed.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Bearer, SendsEvents, Summary } from '../http/openapi.js';
import { EVENTS } from '../tokens.js';
import { lastEventId, streamEvents } from './event-stream.js';
import { visibleTo } from './jobs.service.js';

@ApiTags('jobs')
@Bearer()
@Controller('api/events')
export class EventsController {
  constructor(@Inject(EVENTS) private readonly feed: EventFeed) {}

  /** All events that the caller may see, from now on or after Last-Event-ID. */
  @Get()
  @Summary('Follow everything that one may see')
  @SendsEvents('From now on, or from Last-Event-ID')
  async events(@Me() me: Caller, @Req() request: Request, @Res() response: Response): Promise<void> {
    await streamEvents(request, response, this.feed, {
      after: lastEventId(request),
      filter: visibleTo(me),
      expiresAt: me.expiresAt,
      endsWithJob: false,
    });
  }
}
