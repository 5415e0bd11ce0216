import { z } from 'zod';

export const PLAN_IDS = ['free', 'pro', 'enterprise'] as const;
export const planId = z.enum(PLAN_IDS);
export type PlanId = z.infer<typeof planId>;
export const paidPlan = z.enum(['pro', 'enterprise']);
export type PaidPlan = z.infer<typeof paidPlan>;

export interface Plan {
  id: PlanId;
  name: string;
  /** Minor units of the currency, each month. */
  price: number;
  currency: string;
  /** Books at a time. */
  books: number;
  /** Drawings a month; a page that is drawn again counts again, the cover never does. */
  generations: number;
  /** Printed files have a watermark. */
  watermark: boolean;
  /** Its jobs are served first. */
  priority: boolean;
}

/** The one table of prices and limits. A price that changes needs a new lookup key: what was sold stays as it was sold. */
export const PLANS: Record<PlanId, Plan> = {
  free: {
    id: 'free',
    name: 'Free',
    price: 0,
    currency: 'usd',
    books: 3,
    generations: 10,
    watermark: true,
    priority: false,
  },
  pro: {
    id: 'pro',
    name: 'Pro',
    price: 1900,
    currency: 'usd',
    books: 100,
    generations: 1_000,
    watermark: false,
    priority: false,
  },
  enterprise: {
    id: 'enterprise',
    name: 'Enterprise',
    price: 9900,
    currency: 'usd',
    books: 1_000,
    generations: 10_000,
    watermark: false,
    priority: true,
  },
};

/** How Stripe names a plan's price: https://docs.stripe.com/products-prices/manage-prices#lookup-keys */
export const lookupKeyOf = ({ id, price, currency }: Plan): string => `colorbook_${id}_monthly_${currency}_${price}`;

/** How long a paid plan goes on after a renewal failed, before it ends; and how long news of a renewal may take to arrive. */
export const GRACE_DAYS = 7;
export const RENEWAL_SLACK_HOURS = 24;
