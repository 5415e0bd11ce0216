import { Module } from '@nestjs/common';
import { SyncController } from './sync.controller.js';
import { SyncService } from './sync.service.js';

/** Edits of authors who were offline. */
@Module({ controllers: [SyncController], providers: [SyncService] })
export class SyncModule {}
