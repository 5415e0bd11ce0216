import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import * as contract from '#contracts/finance.js';
import type { CloseAsk, PeriodView } from '#contracts/finance.js';
import { writePeriodReport } from '#reconciliation/period-close/period-report.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Sends, Summary } from '../http/openapi.js';
import { PeriodsService } from './periods.service.js';

const byMonth = { schema: contract.month };

@ApiTags('finance')
@Bearer()
@Roles(['finance'])
@Controller('api/finance/periods')
export class PeriodsController {
  constructor(@Inject(PeriodsService) private readonly periods: PeriodsService) {}

  @Get()
  @Summary('List months')
  @Answers(
    200,
    z.object({ items: z.array(contract.periodView) }),
    'Months, newest first; lines and obstacles only one by one',
  )
  async list(): Promise<{ items: PeriodView[] }> {
    return { items: await this.periods.list() };
  }

  @Get(':month')
  @Summary('See a month')
  @Answers(200, contract.periodView, 'A month with its balances, and what stands in the way of closing it')
  get(@Param('month', byMonth) month: string): Promise<PeriodView> {
    return this.periods.get(month);
  }

  @Post(':month/prepare')
  @Summary('Prepare a month for closing')
  @HttpCode(200)
  @Answers(200, contract.periodView, 'Its evidence is made; somebody else may close it now')
  prepare(@Me() me: Caller, @Param('month', byMonth) month: string): Promise<PeriodView> {
    return this.periods.prepare(me, month);
  }

  @Post(':month/close')
  @Summary('Close a month that somebody else has prepared')
  @HttpCode(200)
  @Answers(200, contract.periodView, 'Closed: its evidence was made again, and was the same')
  close(
    @Me() me: Caller,
    @Param('month', byMonth) month: string,
    @Body({ schema: contract.closeAsk }) body: CloseAsk,
  ): Promise<PeriodView> {
    return this.periods.close(me, month, body);
  }

  @Get(':month/evidence')
  @Summary('Download a month’s evidence')
  @Sends('application/jsonl', 'The file whose SHA-256 is the digest')
  async evidence(@Param('month', byMonth) month: string, @Res() response: Response): Promise<void> {
    const file = await this.periods.evidence(month);
    response.type('application/jsonl').attachment(`evidence-${month}.jsonl`);
    await pipeline(file, response);
  }

  @Get(':month/report.pdf')
  @Summary('Download a month’s report')
  @Sends('application/pdf', 'Balances, differences, what was settled and by whom')
  async report(@Param('month', byMonth) month: string, @Res() response: Response): Promise<void> {
    const [period, resolved] = await Promise.all([this.periods.get(month), this.periods.resolved(month)]);
    response.type('application/pdf').attachment(`period-${month}.pdf`);
    await writePeriodReport({ period, resolved }, response);
  }
}
