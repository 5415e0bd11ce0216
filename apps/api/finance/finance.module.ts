import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { SupportModule } from '../support/support.module.js';
import { ExportsController } from './exports.controller.js';
import { ExceptionsController } from './exceptions.controller.js';
import { ExceptionsService } from './exceptions.service.js';
import { MarginsService } from './margins.service.js';
import { MoneyController } from './money.controller.js';
import { OverviewService } from './overview.service.js';
import { FinancePaymentsService } from './payments.service.js';
import { PeriodsController } from './periods.controller.js';
import { PeriodsService } from './periods.service.js';
import { RepairsService } from './repairs.service.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';
import { TraceService } from './trace.service.js';

/** Finance: reconciliation, exceptions and repairs, payments, margins, period close. */
@Module({
  imports: [JobsModule, SupportModule],
  controllers: [RunsController, ExportsController, ExceptionsController, MoneyController, PeriodsController],
  providers: [
    RunsService,
    ExceptionsService,
    RepairsService,
    FinancePaymentsService,
    TraceService,
    OverviewService,
    MarginsService,
    PeriodsService,
  ],
})
export class FinanceModule {}
