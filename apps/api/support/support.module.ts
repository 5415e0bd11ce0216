import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { BulkActionsController } from './bulk-actions.controller.js';
import { BulkActionsService } from './bulk-actions.service.js';
import { CustomerViewService } from './customer-view.service.js';
import { FailuresController } from './failures.controller.js';
import { FailuresService } from './failures.service.js';
import { SupportActionsService } from './support-actions.service.js';
import { SupportJobsController } from './support-jobs.controller.js';
import { SupportJobsService } from './support-jobs.service.js';
import { ViewsController } from './views.controller.js';
import { ViewsService } from './views.service.js';

/** Support: jobs of all authors, failures by cause, actions with a reason, bulk actions, audit. */
@Module({
  imports: [JobsModule],
  controllers: [SupportJobsController, FailuresController, ViewsController, BulkActionsController, AuditController],
  providers: [
    SupportJobsService,
    SupportActionsService,
    CustomerViewService,
    FailuresService,
    ViewsService,
    BulkActionsService,
    AuditService,
  ],
  exports: [AuditService, SupportActionsService],
})
export class SupportModule {}
