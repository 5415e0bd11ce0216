import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { BulkController } from './bulk-actions.controller.js';
import { BulkService } from './bulk-actions.service.js';
import { CustomerViewService } from './customer-view.service.js';
import { FailuresController } from './failures.controller.js';
import { FailuresService } from './failures.service.js';
import { SupportActsService } from './support-actions.service.js';
import { SupportJobsController } from './support-jobs.controller.js';
import { SupportJobsService } from './support-jobs.service.js';
import { ViewsController } from './views.controller.js';
import { ViewsService } from './views.service.js';

/** The support desk: jobs of all authors, failures by cause, acts with a reason, bulk acts, audit. */
@Module({
  imports: [JobsModule],
  controllers: [SupportJobsController, FailuresController, ViewsController, BulkController, AuditController],
  providers: [
    SupportJobsService,
    SupportActsService,
    CustomerViewService,
    FailuresService,
    ViewsService,
    BulkService,
    AuditService,
  ],
  exports: [AuditService, SupportActsService],
})
export class SupportModule {}
