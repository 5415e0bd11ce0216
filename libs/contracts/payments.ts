import { z } from 'zod';
import { paidPlan, planId } from './plans.js';

const moment = z.iso.datetime();
/** Minor units as a string of digits, since sums may pass 2⁵³; with its ISO 4217 code in lower case. */
export const money = z
  .object({ minor: z.string().regex(/^-?\d{1,18}$/), currency: z.string().length(3) })
  .meta({ id: 'Money' });
export type MoneyView = z.infer<typeof money>;

export const planView = z
  .object({
    id: planId,
    name: z.string(),
    price: money,
    books: z.int(),
    generations: z.int(),
    watermark: z.boolean(),
    priority: z.boolean(),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof planView>;
export const planList = z.object({ items: z.array(planView), graceDays: z.int(), billing: z.boolean() });
export type PlanList = z.infer<typeof planList>;

export const ORDER_STATES = ['open', 'paid', 'failed', 'expired', 'void', 'refunded'] as const;
export const ORDER_KINDS = ['checkout', 'renewal', 'change'] as const;
export const SUBSCRIPTION_STATES = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
] as const;

export const checkoutAsk = z.strictObject({ plan: paidPlan });
export type CheckoutAsk = z.infer<typeof checkoutAsk>;
export const changePlanAsk = z.strictObject({ plan: paidPlan });
export type ChangePlanAsk = z.infer<typeof changePlanAsk>;
export const checkoutView = z
  .object({ orderId: z.uuid(), url: z.url().meta({ description: 'Stripe’s page to pay on' }) })
  .meta({ id: 'CheckoutSession' });
export type CheckoutView = z.infer<typeof checkoutView>;
export const portalView = z.object({ url: z.url() }).meta({ id: 'PortalSession' });
export type PortalView = z.infer<typeof portalView>;

export const quotaView = z.object({
  /** Drawings that were delivered, and those that running jobs may still make. */
  used: z.int(),
  reserved: z.int(),
  limit: z.int(),
  left: z.int(),
  from: moment,
  until: moment,
});
export type QuotaView = z.infer<typeof quotaView>;

export const orderView = z
  .object({
    id: z.uuid(),
    kind: z.enum(ORDER_KINDS),
    plan: planId,
    state: z.enum(ORDER_STATES),
    amount: money,
    /** What the customer’s bank has been given back. */
    refunded: money,
    /** What is being given back: Stripe was asked for it, and it may still fail. */
    refunding: money,
    from: moment.nullable(),
    until: moment.nullable(),
    createdAt: moment,
    paidAt: moment.nullable(),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof orderView>;

/** Everything an author sees of plan, limits and money. */
export const billingView = z
  .object({
    /** False: this deployment takes no payments; everybody has the largest plan. */
    billing: z.boolean(),
    plan: planId,
    /** Why this plan: bought, granted by staff, or none. */
    source: z.enum(['order', 'grant', 'free', 'no-billing']),
    until: moment.nullable(),
    /** Set while a failed renewal may still be paid. */
    graceUntil: moment.nullable(),
    subscription: z
      .object({
        id: z.string(),
        /** What it goes on with at the next renewal. */
        plan: planId,
        /** The largest plan that is paid for until `periodEnd`; null when nothing is, as after a failed renewal. */
        paidPlan: planId.nullable(),
        state: z.enum(SUBSCRIPTION_STATES),
        cancelAtPeriodEnd: z.boolean(),
        periodStart: moment,
        periodEnd: moment,
      })
      .nullable(),
    quota: quotaView,
    books: z.object({ used: z.int(), limit: z.int() }),
    watermark: z.boolean(),
    /** Newest first, at most 24. */
    orders: z.array(orderView),
  })
  .meta({ id: 'Billing' });
export type BillingView = z.infer<typeof billingView>;
