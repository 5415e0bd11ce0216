import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/alerts.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { notFound } from '../http/problem-exception.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { AlertsService } from './alerts.service.js';

/** Alerts. Visible to finance as well, for reconciliation. Rules are set by admins. */
@ApiTags('monitoring')
@Bearer()
@Roles(['support', 'finance'])
@Controller('api/monitoring')
export class AlertsController {
  constructor(@Inject(AlertsService) private readonly alerts: AlertsService) {}

  @Get('alerts')
  @Summary('List alerts')
  @Answers(200, listOf(contract.alertView), 'Newest first')
  list(@Query({ schema: contract.listAlerts }) query: contract.ListAlerts): Promise<Listing<contract.AlertView>> {
    return this.alerts.list(query);
  }

  @Get('alerts/counts')
  @Summary('Count alerts')
  @Answers(200, contract.alertCounts, 'That are not resolved, by state')
  counts(): Promise<contract.AlertCounts> {
    return this.alerts.counts();
  }

  @Post('alerts/:id/acknowledge')
  @Summary('Say that one is on it')
  @HttpCode(200)
  @Answers(200, contract.alertView, 'Somebody is on it')
  acknowledge(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.acknowledgeAlert }) { note }: contract.AcknowledgeAlert,
  ): Promise<contract.AlertView> {
    return this.alerts.acknowledge(me, id, note);
  }

  @Get('alert-rules')
  @Summary('List the rules')
  @Answers(200, z.object({ items: z.array(contract.alertRuleView) }), 'All rules with their settings')
  async rules(): Promise<{ items: contract.AlertRuleView[] }> {
    return { items: await this.alerts.rules() };
  }

  @Roles(['admin'])
  @Patch('alert-rules/:name')
  @Summary('Change a rule')
  @Answers(200, contract.alertRuleView, 'The watchdog goes by it from its next round on')
  set(
    @Me() me: Caller,
    @Param('name') name: string,
    @Body({ schema: contract.patchAlertRule }) patch: contract.PatchAlertRule,
  ): Promise<contract.AlertRuleView> {
    const known = contract.alertRuleName.safeParse(name);
    if (!known.success) throw notFound('rule');
    return this.alerts.setRule(me, known.data, patch);
  }
}
