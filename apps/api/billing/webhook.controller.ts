import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Client } from '@temporalio/client';
import type { Request } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { storeEvent, storeThinEvent, thinEvent } from '#billing/event-inbox.js';
import { startEventWorkflow } from '#temporal/start/start-payment.js';
import { Public } from '../auth/guards.js';
import { Answers, Summary } from '../http/openapi.js';
import { NoRateLimit } from '../http/rate-limit.guard.js';
import { ProblemException } from '../http/problem-exception.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, STRIPE, TEMPORAL } from '../tokens.js';

/** Older signatures may be replays: https://docs.stripe.com/webhooks#replay-attacks */
const TOLERANCE_SECONDS = 300;
const received = z.object({ received: z.literal(true) });

/** Stripe's webhook. Acknowledges an event only after it is committed; processing follows asynchronously. */
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
    if (isThin(event)) await this.storeThin(event);
    else {
      if (!isSnapshot(event)) throw this.unreadable('no event of Stripe’s');
      if (await storeEvent(this.db, event, 'webhook')) await this.tryStart(event.id);
    }
    return { received: true };
  }

  /** Thin events carry no object; its current state is fetched from Stripe. */
  private async storeThin(event: unknown): Promise<void> {
    const parsed = thinEvent.safeParse(event);
    if (!parsed.success) throw this.unreadable('a thin event without the fields that every one has');
    const { id, type } = parsed.data;
    const outcome = await storeThinEvent(this.db, parsed.data);
    log.info({ eventId: id, type, kept: outcome }, 'a thin event of Stripe');
    if (outcome === 'new') await this.tryStart(id);
  }

  /** Verifies Stripe's signature over the raw body and its age. */
  private genuine(body: unknown, signature: string | undefined): unknown {
    const verifier = this.stripe?.webhooks.signature;
    if (!verifier || !this.config.stripe) throw new ProblemException(404, 'not-found', 'No payments are taken here.');
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    try {
      const { webhookSecret } = this.config.stripe;
      verifier.verifyHeader(bytes, signature ?? '', webhookSecret, TOLERANCE_SECONDS);
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 120) : '';
      log.warn({ why, bytes: bytes.length }, 'a webhook was refused: not signed by Stripe, or too long ago');
      throw new ProblemException(400, 'bad-signature', 'This was not signed by Stripe, or too long ago.');
    }
    try {
      return JSON.parse(bytes.toString());
    } catch {
      throw this.unreadable('no JSON');
    }
  }

  private unreadable(what: string): ProblemException {
    log.warn({ what }, 'a webhook that Stripe signed could not be read');
    return new ProblemException(400, 'invalid-input', `Stripe signed this, but it is ${what}.`);
  }

  /** If the start fails, the watchdog starts it later. */
  private async tryStart(eventId: string): Promise<void> {
    try {
      await startEventWorkflow(this.temporal, eventId);
    } catch (err) {
      log.warn({ err, eventId }, 'an event waits until Temporal is back');
    }
  }
}

const thin = z.object({ object: z.literal('v2.core.event') });
const isThin = (event: unknown): boolean => thin.safeParse(event).success;

/** What is needed to store a snapshot event; the rest of it is Stripe's, which signed it. */
const snapshot = z.object({ id: z.string(), type: z.string(), data: z.object({}) });
const isSnapshot = (event: unknown): event is Stripe.Event => snapshot.safeParse(event).success;
