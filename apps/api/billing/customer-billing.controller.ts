import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as contract from '#contracts/finance.js';
import type { CustomerBilling, GrantAsk } from '#contracts/finance.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { CustomerBillingService } from './customer-billing.service.js';

@ApiTags('support')
@Bearer()
@Roles(['support', 'finance'])
@Controller('api/support/customers')
export class CustomerBillingController {
  constructor(
    @Inject(CustomerBillingService) private readonly customers: CustomerBillingService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Get(':id/billing')
  @Summary('See an author’s plan and payments')
  @Answers(200, contract.customerBilling, 'Plan, limits and payments of an author')
  get(@Param('id', UuidPipe) id: string): Promise<CustomerBilling> {
    return this.customers.get(id);
  }

  @Post(':id/grants')
  @Summary('Give an author a plan for some days')
  @IdempotencyHeader()
  @Answers(201, contract.customerBilling, 'The author has the plan from now on')
  grant(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.grantAsk }) body: GrantAsk,
    @IdempotencyKey() key?: string,
  ): Promise<CustomerBilling> {
    return this.idempotency.once({ userId: me.id, route: `POST grants/${id}`, key, body }, (grantId) =>
      this.customers.grant(me, id, grantId, body),
    );
  }
}
