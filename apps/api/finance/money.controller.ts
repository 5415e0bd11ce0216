import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/finance.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { isAmount } from '#ledger/typed-amount.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { MarginsService } from './margins.service.js';
import { OverviewService } from './overview.service.js';
import { FinancePaymentsService } from './payments.service.js';
import { TraceService } from './trace.service.js';

/** Maximum length of a Stripe id. */
const ANY_ID = /^[\w-]{3,255}$/;
const anyId = z.string().regex(ANY_ID, 'an id of Stripe’s, or one of ours');
const findAsk = z.strictObject({
  id: z
    .string()
    .trim()
    .max(255)
    .refine(
      (text) => ANY_ID.test(text) || isAmount(text),
      'an id of Stripe’s, one of ours, or an amount like 99.00 or $99',
    ),
});

/** Payments, refunds and payouts. */
@ApiTags('finance')
@Bearer()
@Roles(['finance'])
@Controller('api/finance')
export class MoneyController {
  constructor(
    @Inject(OverviewService) private readonly overviews: OverviewService,
    @Inject(FinancePaymentsService) private readonly payments: FinancePaymentsService,
    @Inject(TraceService) private readonly traces: TraceService,
    @Inject(MarginsService) private readonly margins: MarginsService,
  ) {}

  @Get('overview')
  @Summary('See a month in figures')
  @Answers(200, contract.financeOverview, 'A month at a glance')
  overview(@Query({ schema: contract.inMonth }) { month }: contract.InMonth): Promise<contract.FinanceOverview> {
    return this.overviews.of(month);
  }

  @Get('payments')
  @Summary('List payments')
  @Answers(200, listOf(contract.paymentSummary), 'Newest first')
  list(
    @Query({ schema: contract.listPayments }) query: contract.ListPayments,
  ): Promise<Listing<contract.PaymentSummary>> {
    return this.payments.list(query);
  }

  @Get('payments/:id')
  @Summary('Trace a payment')
  @Answers(200, contract.paymentTrace, 'A payment from the line of its payout to the pages that were drawn for it')
  trace(@Param('id', { schema: anyId }) id: string): Promise<contract.PaymentTrace> {
    return this.traces.trace(id);
  }

  @Get('trace')
  @Summary('Find payments by any id, or by amount')
  @Answers(
    200,
    z.object({ items: z.array(contract.paymentSummary) }),
    'Payments by any id (payout, invoice, order, job, book …), or of an amount such as 99.00, $99 or 99,00 EUR',
  )
  async find(@Query({ schema: findAsk }) { id }: { id: string }): Promise<{ items: contract.PaymentSummary[] }> {
    return { items: await this.payments.find(id) };
  }

  @Get('margins')
  @Summary('See what each book earned')
  @Answers(200, z.object({ items: z.array(contract.bookMargin) }), 'Books of the month, the least earning first')
  async marginsOf(
    @Query({ schema: contract.inMonth }) { month }: contract.InMonth,
  ): Promise<{ items: contract.BookMargin[] }> {
    return { items: await this.margins.of(month) };
  }
}
