import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Config } from '#config/config.js';
import { bookEstimate, estimateQuery } from '#contracts/estimate.js';
import type { BookEstimate, EstimateQuery } from '#contracts/estimate.js';
import type { Database } from '#database/database.js';
import { costPerDrawing } from '#jobs/cost-history.js';
import { estimate, remainingWork } from '#jobs/eta.js';
import { stepHistory } from '#jobs/step-history.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { ProblemException } from '../http/problem-exception.js';
import { CONFIG, DATABASE } from '../tokens.js';

@ApiTags('books')
@Bearer()
@Roles(['author'])
@Controller('api/estimates')
export class EstimatesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Time and cost of a book that is not made yet. */
  @Get()
  @Summary('Estimate time and cost of a book')
  @Answers(200, bookEstimate, 'From what the latest books took here')
  async estimate(@Query({ schema: estimateQuery }) query: EstimateQuery): Promise<BookEstimate> {
    const provider = query.provider ?? this.config.defaultProvider;
    if (provider === 'openai' && !this.config.openai)
      throw new ProblemException(422, 'provider-not-set-up', 'provider: no OpenAI key is set up here; use "built-in"');
    const drawings = query.pages + 1;
    const [history, each] = await Promise.all([stepHistory(this.db, provider), costPerDrawing(this.db, provider)]);
    const work = remainingWork({ step: 'story', done: 0, total: query.pages });
    const cost = each && {
      lowMicros: Math.floor(each.lowMicros * drawings),
      highMicros: Math.ceil(each.highMicros * drawings),
      currency: each.currency,
    };
    return { provider, drawings, time: estimate(work, history), cost };
  }
}
