import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Client } from '@temporalio/client';
import type { Response } from 'express';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { checkHealth, health } from '#observability/health.js';
import type { Health } from '#observability/health.js';
import { probesOf } from '#observability/probes.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { Public } from '../auth/guards.js';
import { Answers, Summary } from '../http/openapi.js';
import { CONFIG, DATABASE, STORE, TEMPORAL } from '../tokens.js';

@ApiTags('health')
@Controller()
export class HealthController {
  private readonly probes: ReturnType<typeof probesOf>;

  constructor(
    @Inject(DATABASE) db: Database,
    @Inject(TEMPORAL) client: Client,
    @Inject(STORE) store: ArtifactStore,
    @Inject(CONFIG) { storage }: Config,
  ) {
    this.probes = probesOf({ db, client, store, storage });
  }

  /** Liveness: restart the process when this fails. */
  @Public()
  @Get('health/live')
  @Summary('Ask whether the process lives')
  @Answers(200, z.object({ status: z.literal('ok') }), 'Alive')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Readiness: send no traffic while this is 503. */
  @Public()
  @Get('health/ready')
  @Summary('Ask whether it can work')
  @Answers(200, health, 'Ready; degraded: for now')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const checked = await checkHealth(this.probes);
    response.status(checked.isReady ? 200 : 503);
    return checked.health;
  }
}
