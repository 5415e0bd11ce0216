import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as contract from '#contracts/sync.js';
import type { SyncAnswer, SyncAsk } from '#contracts/sync.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { SyncService } from './sync.service.js';

@ApiTags('sync')
@Bearer()
@Roles(['author'])
@Controller('api/sync')
export class SyncController {
  constructor(@Inject(SyncService) private readonly sync: SyncService) {}

  @Post()
  @Summary('Send edits made offline, and hear what changed')
  @HttpCode(200)
  @Answers(200, contract.syncAnswer, 'What became of each edit; repeats give the same')
  apply(@Me() me: Caller, @Body({ schema: contract.syncAsk }) body: SyncAsk): Promise<SyncAnswer> {
    return this.sync.apply(me, body);
  }
}
