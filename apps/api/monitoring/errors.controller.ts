import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/monitoring.js';
import type { ConsoleError, ErrorGroupView, ListErrors, PatchError } from '#contracts/monitoring.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { ErrorsService } from './errors.service.js';

@ApiTags('monitoring')
@Bearer()
@Controller('api/monitoring')
export class ErrorsController {
  constructor(@Inject(ErrorsService) private readonly errors: ErrorsService) {}

  @Roles(['support'])
  @Get('errors')
  @Summary('List unforeseen errors by cause')
  @Answers(200, z.object({ items: z.array(contract.errorGroupView) }), 'Unforeseen errors by what they have in common')
  async list(@Query({ schema: contract.listErrors }) query: ListErrors): Promise<{ items: ErrorGroupView[] }> {
    return { items: await this.errors.list(query) };
  }

  @Roles(['support'])
  @Patch('errors/:id')
  @Summary('Resolve, ignore or reopen a cause')
  @Answers(200, contract.errorGroupView, 'Resolved until it comes back, ignored, or open again')
  set(
    @Me() me: Caller,
    @Param('id') id: string,
    @Body({ schema: contract.patchError }) { state }: PatchError,
  ): Promise<ErrorGroupView> {
    return this.errors.set(me, id, state);
  }

  @Post('console-errors')
  @Summary('Tell of an error in the browser')
  @SendsNothing('Written down')
  @HttpCode(204)
  ofConsole(@Me() me: Caller, @Body({ schema: contract.consoleError }) body: ConsoleError): void {
    this.errors.ofConsole(me, body);
  }
}
