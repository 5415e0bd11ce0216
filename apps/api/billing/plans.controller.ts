import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { planList } from '#contracts/payments.js';
import type { PlanList } from '#contracts/payments.js';
import { Public } from '../auth/guards.js';
import { Answers, Summary } from '../http/openapi.js';
import { BillingService } from './billing.service.js';

@ApiTags('payments')
@Controller('api/payments/plans')
export class PlansController {
  constructor(@Inject(BillingService) private readonly billing: BillingService) {}

  @Get()
  @Summary('See what there is to buy')
  @Public()
  @Answers(200, planList, 'Prices and limits')
  plans(): PlanList {
    return this.billing.plans();
  }
}
