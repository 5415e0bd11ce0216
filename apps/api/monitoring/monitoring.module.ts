import { Module } from '@nestjs/common';
import { SupportModule } from '../support/support.module.js';
import { ErrorsController } from './errors.controller.js';
import { ErrorsService } from './errors.service.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** How the platform itself is. */
@Module({
  imports: [SupportModule],
  controllers: [HealthController, MetricsController, ErrorsController],
  providers: [ErrorsService],
})
export class MonitoringModule {}
