import { innerList } from '../api/route.js';
import { newId } from '../core/ids.js';
import type { Price, Subscription } from '../core/kinds.js';
import { planOf } from './catalog.js';
import { periodEnd, type Rhythm } from '../billing/periods.js';

export const rhythmOf = (price: Price): Rhythm => {
  if (!price.recurring) throw new Error(`Price ${price.id} is not recurring.`);
  return price.recurring;
};

export interface NewSubscription {
  id?: string;
  now: number;
  customer: string;
  price: Price;
  quantity: number;
  method: string | null;
  metadata: Record<string, string>;
  description: string | null;
  invoice: string;
}

export function newSubscription(of: NewSubscription): Subscription {
  const { now, price } = of;
  const id = of.id ?? newId('sub_1');
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: price.currency,
    customer: of.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: of.method,
    default_source: null,
    default_tax_rates: [],
    description: of.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: innerList(`/v1/subscription_items?subscription=${id}`, [
      {
        id: newId('si_', 14),
        object: 'subscription_item',
        billing_thresholds: null,
        created: now,
        current_period_end: periodEnd(now, rhythmOf(price), now),
        current_period_start: now,
        current_trial: null,
        discounts: [],
        metadata: {},
        plan: planOf(price),
        price,
        quantity: of.quantity,
        subscription: id,
        tax_rates: [],
      },
    ]),
    latest_invoice: of.invoice,
    livemode: false,
    managed_payments: null,
    metadata: of.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: null,
    _: { pending: [] },
  };
}

export type Item = Subscription['items']['data'][number];

/** The one item of a subscription; the sandbox's subscriptions have exactly one. */
export function itemOf(subscription: Subscription): Item {
  const item = subscription.items.data[0];
  if (!item) throw new Error(`Subscription ${subscription.id} has no item.`);
  return item;
}

export const withItem = (subscription: Subscription, fields: Partial<Item>): Subscription['items'] => ({
  ...subscription.items,
  data: [{ ...itemOf(subscription), ...fields }],
});
