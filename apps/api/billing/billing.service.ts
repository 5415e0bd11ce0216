import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Config } from '#config/config.js';
import { billingView } from '#contracts/payments.js';
import type { BillingView, CheckoutView, PlanList, PortalView } from '#contracts/payments.js';
import { GRACE_DAYS, PLANS, PLAN_IDS, planId } from '#contracts/plans.js';
import type { PaidPlan } from '#contracts/plans.js';
import type { Database } from '#database/database.js';
import type { Subscription } from '#database/generated/client.js';
import { Failure } from '#failures/failure.js';
import { publishAccountEvent } from '#events/event-log.js';
import { accessOf } from '#billing/access.js';
import { openCheckout } from '#billing/checkout.js';
import { customerOf } from '#billing/customers.js';
import { refreshCheckout } from '#billing/refresh-from-stripe/checkout.js';
import type { RefreshContext } from '#billing/refresh-from-stripe/refresh-context.js';
import { callStripe } from '#stripe/stripe-gateway.js';
import { changePlan, endAtPeriodEnd, liveSubscription, paidPlanOf } from '#billing/subscriptions.js';
import { quotaOf } from '#billing/usage.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { CONFIG, DATABASE, STRIPE } from '../tokens.js';
import { orderView, planView, withRefunds } from './billing-view.js';

const MAX_ORDERS = 24;
const subscriptionState = billingView.shape.subscription.unwrap().shape.state;

/** Plans and their payments. */
@Injectable()
export class BillingService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(STRIPE) private readonly stripe: Stripe | undefined,
  ) {}

  plans(): PlanList {
    const items = PLAN_IDS.map((id) => planView(PLANS[id]));
    return { items, graceDays: GRACE_DAYS, billing: this.stripe !== undefined };
  }

  async view(userId: string): Promise<BillingView> {
    const access = await accessOf(this.db, userId, this.stripe !== undefined);
    const [quota, books, live, orders] = await Promise.all([
      quotaOf(this.db, userId, access),
      this.db.book.count({ where: { ownerId: userId, deletedAt: null } }),
      liveSubscription({ db: this.db }, userId),
      this.db.order.findMany({
        where: { userId, state: { not: 'expired' } },
        include: withRefunds,
        orderBy: { createdAt: 'desc' },
        take: MAX_ORDERS,
      }),
    ]);
    return {
      billing: this.stripe !== undefined,
      plan: access.plan.id,
      source: access.source,
      until: access.until?.toISOString() ?? null,
      graceUntil: access.graceUntil?.toISOString() ?? null,
      subscription: live && {
        id: live.id,
        plan: planId.parse(live.plan),
        paidPlan: await paidPlanOf({ db: this.db }, live.id),
        state: subscriptionState.parse(live.state),
        cancelAtPeriodEnd: live.cancelAtPeriodEnd,
        periodStart: live.periodStart.toISOString(),
        periodEnd: live.periodEnd.toISOString(),
      },
      quota,
      books: { used: books, limit: access.plan.books },
      watermark: access.plan.watermark,
      orders: orders.map(orderView),
    };
  }

  /** Creates a Stripe Checkout session. Idempotent for the same order id. */
  async checkout({ id: userId }: Caller, orderId: string, plan: PaidPlan): Promise<CheckoutView> {
    const user = await this.db.user.findUniqueOrThrow({ where: { id: userId } });
    if (!user.verifiedAt)
      throw new ProblemException(403, 'email-not-verified', 'Confirm your email address first; then choose a plan.');
    const { stripe, db } = this.looking();
    const live = await liveSubscription({ db: this.db }, userId);
    if (live)
      throw conflict(
        'already-subscribed',
        `You have the ${live.plan} plan already; change it instead of buying another.`,
      );
    return this.worded(openCheckout({ db, stripe, publicUrl: this.config.http.publicUrl }, user, orderId, plan));
  }

  /** The author may return from Stripe before the webhook: fetches the order from Stripe, so that the plan is active at once. */
  async refreshOrder({ id: userId }: Caller, orderId: string): Promise<BillingView> {
    const order = await this.db.order.findFirst({ where: { id: orderId, userId } });
    if (!order) throw notFound('order');
    if (order.state === 'open' && order.checkoutSessionId)
      await this.worded(refreshCheckout(this.looking(), order.checkoutSessionId));
    return this.view(userId);
  }

  async changePlan({ id: userId }: Caller, plan: PaidPlan, key: string): Promise<BillingView> {
    const live = await this.live(userId);
    if (live.state !== 'active')
      throw conflict('payment-due', 'The last payment failed. Pay it first: open the payment page.');
    await this.worded(changePlan(this.looking(), live, plan, key));
    return this.view(userId);
  }

  async endAtPeriodEnd({ id: userId }: Caller, end: boolean): Promise<BillingView> {
    const live = await this.live(userId);
    await this.worded(endAtPeriodEnd(this.looking(), live.id, end));
    return this.view(userId);
  }

  /** Stripe's customer portal for cards, invoices and failed payments. */
  async portal({ id: userId }: Caller): Promise<PortalView> {
    const deps = this.looking();
    const user = await this.db.user.findUniqueOrThrow({ where: { id: userId } });
    return this.worded(
      callStripe(async () => {
        const { url } = await deps.stripe.billingPortal.sessions.create({
          customer: await customerOf(deps, user),
          return_url: `${this.config.http.publicUrl}/billing`,
        });
        return { url };
      }),
    );
  }

  private async live(userId: string): Promise<Subscription> {
    const live = await liveSubscription({ db: this.db }, userId);
    if (!live) throw conflict('not-subscribed', 'You have no paid plan; choose one first.');
    return live;
  }

  private looking(): RefreshContext {
    if (!this.stripe) throw conflict('no-billing', 'No payments are taken here.');
    return { db: this.db, stripe: this.stripe, publish: publishAccountEvent };
  }

  /** Passes on Stripe's message for a refusal; when Stripe is unavailable, the author can retry. */
  private async worded<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'stripe-refused') throw conflict('stripe-refused', error.message);
      if (error.code === 'stripe-unavailable' || error.code === 'stripe-rate-limited')
        throw new ProblemException(503, error.code, `${error.message} Try again in a moment; nothing was lost.`, {
          retryAfterSeconds: 5,
        });
      throw error;
    }
  }
}
