import { Module } from '@nestjs/common';
import { ArtifactsController } from '../artifacts/artifacts.controller.js';
import { ArtifactsService } from '../artifacts/artifacts.service.js';
import { PicturesService } from '../artifacts/pictures.service.js';
import { Idempotency } from '../http/idempotency.js';
import { AiRequestService } from '../projects/ai-request.service.js';
import { EstimatesController } from '../projects/estimates.controller.js';
import { PagesController } from '../projects/pages.controller.js';
import { PagesService } from '../projects/pages.service.js';
import { PreflightService } from '../projects/preflight.service.js';
import { PreviewService } from '../projects/preview.service.js';
import { ProjectsController } from '../projects/projects.controller.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TouchUpService } from '../projects/touch-up.service.js';
import { TrashController } from '../projects/trash.controller.js';
import { TrashService } from '../projects/trash.service.js';
import { EventsController } from './events.controller.js';
import { JobActsService } from './job-acts.service.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';

/** Books, their jobs and files: what an author works with. */
@Module({
  controllers: [
    TrashController,
    ProjectsController,
    PagesController,
    EstimatesController,
    JobsController,
    EventsController,
    ArtifactsController,
  ],
  providers: [
    ProjectsService,
    PagesService,
    TouchUpService,
    TrashService,
    PreflightService,
    PreviewService,
    AiRequestService,
    JobsService,
    JobActsService,
    ArtifactsService,
    PicturesService,
    Idempotency,
  ],
  exports: [ProjectsService, PagesService, JobsService, ArtifactsService, Idempotency],
})
export class JobsModule {}
