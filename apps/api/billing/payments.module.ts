import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { SupportModule } from '../support/support.module.js';
import { BillingService } from './billing.service.js';
import { CustomerBillingController } from './customer-billing.controller.js';
import { CustomerBillingService } from './customer-billing.service.js';
import { PaymentsController } from './payments.controller.js';
import { PlansController } from './plans.controller.js';
import { RefundsController } from './refunds.controller.js';
import { RefundsService } from './refunds.service.js';
import { WebhookController } from './webhook.controller.js';

/** Plans, checkout, Stripe's events, refunds. */
@Module({
  imports: [JobsModule, SupportModule],
  controllers: [PlansController, PaymentsController, WebhookController, RefundsController, CustomerBillingController],
  providers: [BillingService, RefundsService, CustomerBillingService],
  exports: [BillingService],
})
export class PaymentsModule {}
