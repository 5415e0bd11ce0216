import { Module } from '@nestjs/common';
import { ArtifactsController } from '../artifacts/artifacts.controller.js';
import { ArtifactsService } from '../artifacts/artifacts.service.js';
import { PicturesService } from '../artifacts/pictures.service.js';
import { Idempotency } from '../http/idempotency.js';
import { AiRequestService } from '../books/ai-request.service.js';
import { EstimatesController } from '../books/estimates.controller.js';
import { PagesController } from '../books/pages.controller.js';
import { PagesService } from '../books/pages.service.js';
import { PreflightService } from '../books/preflight.service.js';
import { PreviewService } from '../books/preview.service.js';
import { BooksController } from '../books/books.controller.js';
import { BooksService } from '../books/books.service.js';
import { TouchUpService } from '../books/touch-up.service.js';
import { TrashController } from '../books/trash.controller.js';
import { TrashService } from '../books/trash.service.js';
import { EventsController } from './events.controller.js';
import { JobActionsService } from './job-actions.service.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';

/** Books, their jobs and files. */
@Module({
  controllers: [
    TrashController,
    BooksController,
    PagesController,
    EstimatesController,
    JobsController,
    EventsController,
    ArtifactsController,
  ],
  providers: [
    BooksService,
    PagesService,
    TouchUpService,
    TrashService,
    PreflightService,
    PreviewService,
    AiRequestService,
    JobsService,
    JobActionsService,
    ArtifactsService,
    PicturesService,
    Idempotency,
  ],
  exports: [BooksService, PagesService, JobsService, ArtifactsService, Idempotency],
})
export class JobsModule {}
