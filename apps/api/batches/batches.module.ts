import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { BatchesController } from './batches.controller.js';
import { BatchesService } from './batches.service.js';

/** Batches: one job kind for many books. */
@Module({ imports: [JobsModule], controllers: [BatchesController], providers: [BatchesService] })
export class BatchesModule {}
