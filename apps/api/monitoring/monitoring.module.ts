import { Module } from '@nestjs/common';
import { SupportModule } from '../support/support.module.js';
import { AlertRelief } from './alert-relief.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { AnalyticsController } from './analytics.controller.js';
import { AnalyticsService } from './analytics.service.js';
import { ErrorsController } from './errors.controller.js';
import { ErrorsService } from './errors.service.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { OperationsController } from './operations.controller.js';

/** Health, metrics, alerts, errors and analytics of the platform. */
@Module({
  imports: [SupportModule],
  controllers: [
    HealthController,
    OperationsController,
    MetricsController,
    AnalyticsController,
    AlertsController,
    ErrorsController,
  ],
  providers: [HealthService, AnalyticsService, AlertsService, AlertRelief, ErrorsService],
})
export class MonitoringModule {}
