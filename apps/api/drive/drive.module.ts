import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { DriveBooksController } from './drive-books.controller.js';
import { DriveBooksService } from './drive-books.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionService } from './connection.service.js';
import { DrivePictureController } from './drive-picture.controller.js';

/** Google Drive: connection, synced books and conflicts. */
@Module({
  imports: [JobsModule],
  controllers: [ConnectionController, DriveBooksController, DrivePictureController],
  providers: [ConnectionService, DriveBooksService],
})
export class DriveModule {}
