import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { DriveBooksController } from './books.controller.js';
import { DriveBooksService } from './books.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionService } from './connection.service.js';
import { DrivePictureController } from './picture.controller.js';

/** Google Drive: connecting it, which books are kept there, what waits for a choice. */
@Module({
  imports: [JobsModule],
  controllers: [ConnectionController, DriveBooksController, DrivePictureController],
  providers: [ConnectionService, DriveBooksService],
})
export class DriveModule {}
