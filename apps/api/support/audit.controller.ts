import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import * as contract from '#contracts/support.js';
import type { AuditCheck, AuditEntry, ListAudit } from '#contracts/support.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Sends, Summary } from '../http/openapi.js';
import { AuditService } from './audit.service.js';

@ApiTags('support')
@Bearer()
@Roles(['support', 'finance'])
@Controller('api/support')
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get('audit')
  @Summary('Read the audit log')
  @Answers(200, z.object({ items: z.array(contract.auditEntry) }), 'Newest first; go on with before = the last number')
  async list(@Query({ schema: contract.listAudit }) query: ListAudit): Promise<{ items: AuditEntry[] }> {
    return { items: await this.audit.list(query) };
  }

  @Get('audit/check')
  @Summary('Check its chain of hashes')
  @Answers(200, contract.auditCheck, 'Whether every hash of the chain is right')
  check(): Promise<AuditCheck> {
    return this.audit.check();
  }

  @Get('audit.jsonl')
  @Summary('Download the audit log')
  @Sends('application/jsonl', 'An entry a line')
  async export(@Res() response: Response): Promise<void> {
    response.type('application/jsonl').attachment('audit.jsonl');
    await pipeline(Readable.from(this.audit.lines()), response);
  }
}
