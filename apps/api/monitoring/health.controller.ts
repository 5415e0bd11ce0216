import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Client } from '@temporalio/client';
import type { Response } from 'express';
import { z } from 'zod';
import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { Public } from '../auth/guards.js';
import { Answers } from '../http/openapi.js';
import { DATABASE, STORE, TEMPORAL } from '../tokens.js';
import { PROBE_TIMEOUT_MS, probe } from './probe.js';

const part = z.object({ ok: z.boolean(), milliseconds: z.int(), problem: z.string().optional() });
const health = z.object({ status: z.enum(['ok', 'degraded']), parts: z.record(z.string(), part) });
type Part = z.infer<typeof part>;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STORE) private readonly store: ArtifactStore,
  ) {}

  /** The process answers: restart it when this does not. */
  @Public()
  @Get('health/live')
  @Answers(200, z.object({ status: z.literal('ok') }), 'Alive')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Every part that requests need answers: send no traffic here while this is 503. */
  @Public()
  @Get('health/ready')
  @Answers(200, health, 'Ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<z.infer<typeof health>> {
    const [database, temporal, storage] = await Promise.all([
      check(() => this.db.$queryRaw`SELECT 1`),
      check(() =>
        this.temporal.withDeadline(Date.now() + PROBE_TIMEOUT_MS, () =>
          this.temporal.workflowService.getSystemInfo({}),
        ),
      ),
      check(() => this.store.check()),
    ]);
    const parts = { database, temporal, storage };
    const ok = Object.values(parts).every((each) => each.ok);
    response.status(ok ? 200 : 503);
    return { status: ok ? 'ok' : 'degraded', parts };
  }
}

async function check(ask: () => PromiseLike<unknown>): Promise<Part> {
  const { ok, milliseconds } = await probe(ask);
  return { ok, milliseconds, ...(ok ? {} : { problem: 'does not answer' }) };
}
