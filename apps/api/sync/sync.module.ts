import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { SyncController } from './sync.controller.js';
import { SyncService } from './sync.service.js';

/** Edits of authors who were offline. */
@Module({ imports: [JobsModule], controllers: [SyncController], providers: [SyncService] })
export class SyncModule {}
