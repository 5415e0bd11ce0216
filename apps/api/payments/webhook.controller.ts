import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Client } from '@temporalio/client';
import type { Request } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { keepEvent } from '#payments/inbox.js';
import { startEventWorkflow } from '#temporal/start-payment.js';
import { Public } from '../auth/guards.js';
import { Answers, Summary } from '../http/openapi.js';
import { NoRateLimit } from '../http/rate-limit.guard.js';
import { ProblemException } from '../http/problem-exception.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, STRIPE, TEMPORAL } from '../tokens.js';

/** Older signatures may be replays: https://docs.stripe.com/webhooks#replay-attacks */
const TOLERANCE_SECONDS = 300;
const received = z.object({ received: z.literal(true) });

/** Stripe tells what happened. It is told "received" only once the event is committed; whatever follows comes later. */
@ApiTags('payments')
@NoRateLimit()
@Controller('api/payments/webhook')
export class WebhookController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(STRIPE) private readonly stripe: Stripe | undefined,
  ) {}

  @Post()
  @Summary('Take an event of Stripe’s, by its signature')
  @Public()
  @HttpCode(200)
  @Answers(200, received, 'Stored; it will be applied')
  async receive(
    @Req() request: Request,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<{ received: true }> {
    const event = this.genuine(request.body, signature);
    if (await keepEvent(this.db, event, 'webhook')) await this.tryStart(event.id);
    return { received: true };
  }

  /** The event, if Stripe signed exactly these bytes a moment ago. */
  private genuine(body: unknown, signature: string | undefined): Stripe.Event {
    if (!this.stripe || !this.config.stripe)
      throw new ProblemException(404, 'not-found', 'No payments are taken here.');
    try {
      if (!Buffer.isBuffer(body)) throw new Error('no body');
      return this.stripe.webhooks.constructEvent(
        body,
        signature ?? '',
        this.config.stripe.webhookSecret,
        TOLERANCE_SECONDS,
      );
    } catch {
      throw new ProblemException(400, 'bad-signature', 'This was not signed by Stripe, or too long ago.');
    }
  }

  /** Whatever is in the way, the watchdog will start it. */
  private async tryStart(eventId: string): Promise<void> {
    try {
      await startEventWorkflow(this.temporal, eventId);
    } catch (err) {
      log.warn({ err, eventId }, 'an event waits until Temporal is back');
    }
  }
}
