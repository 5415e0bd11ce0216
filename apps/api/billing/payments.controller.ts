import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as contract from '#contracts/payments.js';
import type { BillingView, ChangePlanAsk, CheckoutAsk, CheckoutView, PortalView } from '#contracts/payments.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { BillingService } from './billing.service.js';

@ApiTags('payments')
@Bearer()
@Roles(['author'])
@Controller('api/payments')
export class PaymentsController {
  constructor(
    @Inject(BillingService) private readonly billing: BillingService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Get('subscription')
  @Summary('See one’s plan and payments')
  @Answers(200, contract.billingView, 'Plan, limits and payments of the caller')
  subscription(@Me() me: Caller): Promise<BillingView> {
    return this.billing.view(me.id);
  }

  @Post('create-checkout-session')
  @Summary('Buy a plan')
  @IdempotencyHeader()
  @Answers(201, contract.checkoutView, 'A page of Stripe’s to pay on')
  checkout(
    @Me() me: Caller,
    @Body({ schema: contract.checkoutAsk }) body: CheckoutAsk,
    @IdempotencyKey() key?: string,
  ): Promise<CheckoutView> {
    return this.idempotency.once({ userId: me.id, route: 'POST checkout', key, body }, (id) =>
      this.billing.checkout(me, id, body.plan),
    );
  }

  @Post('orders/:id/look')
  @Summary('Ask Stripe how an order stands')
  @HttpCode(200)
  @Answers(200, contract.billingView, 'Asks Stripe at once how an order of the caller stands')
  look(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<BillingView> {
    return this.billing.refreshOrder(me, id);
  }

  @Post('change-plan')
  @Summary('Change to another plan')
  @HttpCode(200)
  @IdempotencyHeader()
  @Answers(200, contract.billingView, 'A larger plan at once, a smaller one from the next renewal on')
  change(
    @Me() me: Caller,
    @Body({ schema: contract.changePlanAsk }) body: ChangePlanAsk,
    @IdempotencyKey() key?: string,
  ): Promise<BillingView> {
    return this.idempotency.once({ userId: me.id, route: 'POST change-plan', key, body }, (id) =>
      this.billing.changePlan(me, body.plan, id),
    );
  }

  @Post('cancel-subscription')
  @Summary('End the plan with what is paid')
  @HttpCode(200)
  @Answers(200, contract.billingView, 'Ends with what is paid')
  cancel(@Me() me: Caller): Promise<BillingView> {
    return this.billing.endAtPeriodEnd(me, true);
  }

  @Post('reactivate-subscription')
  @Summary('Keep the plan after all')
  @HttpCode(200)
  @Answers(200, contract.billingView, 'Goes on after all')
  reactivate(@Me() me: Caller): Promise<BillingView> {
    return this.billing.endAtPeriodEnd(me, false);
  }

  @Post('portal')
  @Summary('Open Stripe’s page for cards')
  @HttpCode(200)
  @Answers(200, contract.portalView, 'Stripe’s page for cards and failed payments')
  portal(@Me() me: Caller): Promise<PortalView> {
    return this.billing.portal(me);
  }
}
