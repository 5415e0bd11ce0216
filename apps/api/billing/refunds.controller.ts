import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/finance.js';
import type { RefundAsk, RefundView } from '#contracts/finance.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers, Bearer, IdempotencyHeader, Summary } from '../http/openapi.js';
import { IdempotencyKey } from '../http/request-headers.js';
import { RefundsService } from './refunds.service.js';

const chargeId = z.string().regex(/^[\w-]{3,255}$/, 'an id of Stripe’s');

@ApiTags('finance')
@Bearer()
@Roles(['finance', 'support'])
@Controller('api/finance/payments')
export class RefundsController {
  constructor(
    @Inject(RefundsService) private readonly refunds: RefundsService,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Post(':id/refunds')
  @Summary('Refund a payment')
  @HttpCode(202)
  @IdempotencyHeader()
  @Answers(202, contract.refundView, 'Written down; it will be given once')
  refund(
    @Me() me: Caller,
    @Param('id', { schema: chargeId }) id: string,
    @Body({ schema: contract.refundAsk }) body: RefundAsk,
    @IdempotencyKey() key?: string,
  ): Promise<RefundView> {
    return this.idempotency.once({ userId: me.id, route: `POST refunds/${id}`, key, body }, (requestId) =>
      this.refunds.ask(me, id, requestId, body),
    );
  }
}
