import { Body, Controller, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/support.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { FailuresService } from './failures.service.js';

const fingerprint = z.string().regex(/^[0-9a-f]{16}$/, 'is 16 hex digits');

@ApiTags('support')
@Bearer()
@Roles(['support'])
@Controller('api/support/failures')
export class FailuresController {
  constructor(@Inject(FailuresService) private readonly failures: FailuresService) {}

  @Get()
  @Summary('List failures by cause')
  @Answers(200, z.object({ items: z.array(contract.failureGroup) }), 'Failures by cause, the latest first')
  async list(
    @Query({ schema: contract.listFailures }) query: contract.ListFailures,
  ): Promise<{ items: contract.FailureGroup[] }> {
    return { items: await this.failures.list(query) };
  }

  @Get(':fingerprint')
  @Summary('See one cause')
  @Answers(200, contract.failureGroup, 'One cause')
  get(@Param('fingerprint', { schema: fingerprint }) print: string): Promise<contract.FailureGroup> {
    return this.failures.get(print);
  }

  @Patch(':fingerprint')
  @Summary('Resolve, ignore, assign or note a cause')
  @Answers(200, contract.failureGroup, 'Resolved, ignored, assigned or noted; written into the audit log')
  patch(
    @Me() me: Caller,
    @Param('fingerprint', { schema: fingerprint }) print: string,
    @Body({ schema: contract.patchFailure }) body: contract.PatchFailure,
  ): Promise<contract.FailureGroup> {
    return this.failures.patch(me, print, body);
  }
}
