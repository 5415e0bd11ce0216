import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ArtifactsController } from './artifacts/artifacts.controller.js';
import { ArtifactsService } from './artifacts/artifacts.service.js';
import { AuthModule } from './auth/auth.module.js';
import { EnginesModule } from './engines.module.js';
import { Idempotency } from './http/idempotency.js';
import { ProblemDetailsFilter } from './http/problem-details.filter.js';
import { EventsController } from './jobs/events.controller.js';
import { JobActsService } from './jobs/job-acts.service.js';
import { JobsController } from './jobs/jobs.controller.js';
import { JobsService } from './jobs/jobs.service.js';
import { HealthController } from './monitoring/health.controller.js';
import { EstimatesController } from './projects/estimates.controller.js';
import { PagesController } from './projects/pages.controller.js';
import { PagesService } from './projects/pages.service.js';
import { PreflightService } from './projects/preflight.service.js';
import { PreviewService } from './projects/preview.service.js';
import { ProjectsController } from './projects/projects.controller.js';
import { ProjectsService } from './projects/projects.service.js';
import { TouchUpService } from './projects/touch-up.service.js';

@Module({
  imports: [EnginesModule, AuthModule],
  controllers: [
    ProjectsController,
    PagesController,
    EstimatesController,
    JobsController,
    EventsController,
    ArtifactsController,
    HealthController,
  ],
  providers: [
    ProjectsService,
    PagesService,
    TouchUpService,
    PreflightService,
    PreviewService,
    JobsService,
    JobActsService,
    ArtifactsService,
    Idempotency,
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
  ],
})
export class AppModule {}
