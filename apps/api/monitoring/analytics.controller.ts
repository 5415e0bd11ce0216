import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import * as contract from '#contracts/analytics.js';
import { periodOf } from '#observability/analytics/period.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { sendCsv } from '../finance/csv.js';
import { Answers, Bearer, Sends, Summary } from '../http/openapi.js';
import { AnalyticsService } from './analytics.service.js';
import { sheetOfCauses, sheetOfDays } from './analytics-file.js';

/** Figures of a range of days in UTC. Support does not see revenue and cost. */
@ApiTags('monitoring')
@Bearer()
@Controller('api/monitoring')
export class AnalyticsController {
  constructor(@Inject(AnalyticsService) private readonly analytics: AnalyticsService) {}

  @Roles(['support', 'finance'])
  @Get('analytics')
  @Summary('See the figures of a period')
  @Answers(200, contract.analyticsView, 'What was done, by whom, at what cost; beside the period before, if asked for')
  of(
    @Me() { role }: Caller,
    @Query({ schema: contract.askAnalytics }) query: contract.AskAnalytics,
  ): Promise<contract.AnalyticsView> {
    return this.analytics.of(query, role);
  }

  @Roles(['support', 'finance'])
  @Get('analytics.csv')
  @Summary('Download them')
  @Sends('text/csv', 'A table of the period')
  async file(
    @Me() { role }: Caller,
    @Query({ schema: contract.askAnalyticsFile }) { from, to, table }: contract.AskAnalyticsFile,
    @Res() response: Response,
  ): Promise<void> {
    const figures = await this.analytics.figures(periodOf(from, to, new Date()), role);
    const { columns, rows } = table === 'days' ? sheetOfDays(figures) : sheetOfCauses(figures);
    const each = async function* () {
      yield* rows;
    };
    await sendCsv(response, `analytics-${table}-${from}-${to}.csv`, columns, each());
  }

  @Roles(['support'])
  @Get('performance')
  @Summary('See how fast each step is')
  @Answers(200, contract.performanceView, 'How long people waited, and how long each step took')
  speed(@Query({ schema: contract.inRange }) range: contract.InRange): Promise<contract.PerformanceView> {
    return this.analytics.speed(range);
  }
}
