import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { watchPlatform } from '#observability/metrics/platform-series.js';
import { watchPool } from '#observability/metrics/pool-series.js';
import { exposition, watchProcess } from '#observability/metrics/registry.js';
import { mayScrape } from '#observability/metrics/scrape-guard.js';
import { Public } from '../auth/guards.js';
import { Sends, Summary } from '../http/openapi.js';
import { ProblemException } from '../http/problem-exception.js';
import { CONFIG, DATABASE } from '../tokens.js';

@ApiTags('monitoring')
@Controller()
export class MetricsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) db: Database,
  ) {
    watchProcess({ process: 'api', release: config.release });
    watchPool(db);
    watchPlatform(db);
  }

  /** Metrics of this process for Prometheus: with METRICS_TOKEN as bearer token, or from this machine. */
  @Public()
  @Get('metrics')
  @Summary('Scrape metrics (Prometheus)')
  @Sends('text/plain', 'With METRICS_TOKEN, or from this machine')
  async metrics(@Req() request: Request, @Res() response: Response): Promise<void> {
    const production = this.config.environment === 'production';
    const verdict = mayScrape({ token: this.config.metrics.token, production }, request);
    if (verdict === 'hidden') throw new ProblemException(404, 'not-found', 'There is nothing at this address.');
    if (verdict === 'refused') {
      response.setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
      throw new ProblemException(401, 'not-signed-in', 'Send the token of metrics: Authorization: Bearer …');
    }
    const { type, text } = await exposition();
    response.setHeader('Cache-Control', 'no-store').type(type).send(text);
  }
}
