import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { SyncController } from './sync.controller.js';
import { SyncService } from './sync.service.js';

/** Sync of offline edits. */
@Module({ imports: [JobsModule], controllers: [SyncController], providers: [SyncService] })
export class SyncModule {}
