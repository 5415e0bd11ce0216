import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { healthView, metricsView } from '#contracts/health.js';
import type { HealthView, MetricsView } from '#contracts/health.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { HealthService } from './health.service.js';

/** For operators; probes use /health/ready, which needs no sign-in. */
@ApiTags('monitoring')
@Bearer()
@Roles(['support'])
@Controller('api/monitoring')
export class OperationsController {
  constructor(@Inject(HealthService) private readonly health: HealthService) {}

  @Get('health')
  @Summary('See the state of every part')
  @Answers(200, healthView, 'Every part with its state and the reason for it')
  parts(): Promise<HealthView> {
    return this.health.parts();
  }

  @Get('metrics')
  @Summary('See the figures of operation')
  @Answers(200, metricsView, 'The current figures of operation')
  metrics(): Promise<MetricsView> {
    return this.health.metrics();
  }
}
