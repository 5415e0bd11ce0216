import { Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { BoardSession } from './board-session.js';

@ApiTags('support')
@Bearer()
@Roles(['support'])
@Controller('api/support')
export class BoardController {
  constructor(@Inject(BoardSession) private readonly sessions: BoardSession) {}

  @Post('board-session')
  @Summary('Open a session of the queue board')
  @HttpCode(204)
  @SendsNothing('A cookie for /admin/queues, good for 15 minutes')
  open(@Me() me: Caller, @Res({ passthrough: true }) response: Response): void {
    this.sessions.open(response, me);
  }
}
