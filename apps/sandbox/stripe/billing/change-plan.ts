import { invalid } from '../api/errors.js';
import type { PendingLine, Price, Subscription } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { share } from '../money/fees.js';
import { planOf } from '../objects/catalog.js';
import { itemOf, rhythmOf, withItem } from '../objects/subscription.js';
import type { Collected } from './invoices.js';
import { issueInvoice } from './invoices.js';
import { collectAutomatically, productName, regularLine } from './life-cycle.js';
import { periodEnd } from './periods.js';

export type ProrationBehavior = 'none' | 'create_prorations' | 'always_invoice';

export interface PlanChange {
  price: Price;
  quantity: number;
  behavior: ProrationBehavior;
  /** Unix seconds from which the new price counts. */
  at: number;
}

/**
 * Puts a subscription on another price or quantity. Unused time of the old is credited and the rest of the period is
 * charged, both by seconds. A price of another interval begins a new period at once and is billed at once.
 * https://docs.stripe.com/billing/subscriptions/prorations
 */
export function changePlan(
  world: World,
  subscription: Subscription,
  change: PlanChange,
): { subscription: Subscription; collected?: Collected } {
  const { price, quantity, behavior } = change;
  const item = itemOf(subscription);
  const old = item.price;
  if (price.currency !== old.currency)
    throw invalid('The price specified supports a different currency than the subscription.', 'items[0][price]');
  const [was, is] = [rhythmOf(old), rhythmOf(price)];
  const sameRhythm = was.interval === is.interval && was.interval_count === is.interval_count;
  const fields = { price, plan: planOf(price), quantity };
  const credits = behavior === 'none' ? [] : prorations(world, subscription, change, sameRhythm);
  const pending = [...(subscription._?.pending ?? []), ...credits];
  if (sameRhythm && behavior !== 'always_invoice') {
    const changed = world.change('subscription', subscription, {
      items: withItem(subscription, fields),
      _: { pending },
    });
    return { subscription: changed };
  }
  const end = sameRhythm ? item.current_period_end : periodEnd(change.at, is, change.at);
  const changed = world.change('subscription', subscription, {
    items: withItem(subscription, {
      ...fields,
      ...(sameRhythm ? {} : { current_period_start: change.at, current_period_end: end }),
    }),
    ...(sameRhythm ? {} : { billing_cycle_anchor: change.at }),
    _: { pending: [] },
  });
  const lines = sameRhythm
    ? pending
    : [...pending, regularLine(price, quantity, productName(world, price), change.at, end)];
  if (lines.length === 0) return { subscription: changed };
  return bill(world, changed, lines, { start: change.at, end });
}

function bill(
  world: World,
  subscription: Subscription,
  lines: PendingLine[],
  period: { start: number; end: number },
): { subscription: Subscription; collected?: Collected } {
  const invoice = issueInvoice(world, { subscription, lines, reason: 'subscription_update', period });
  const billed = world.change('subscription', subscription, { latest_invoice: invoice.id });
  const collected = invoice.status === 'open' ? collectAutomatically(world, invoice) : undefined;
  return { subscription: world.store.need('subscription', billed.id), ...(collected ? { collected } : {}) };
}

/** The credit for unused time and, where the period goes on, the charge for the rest of it. */
function prorations(world: World, subscription: Subscription, change: PlanChange, sameRhythm: boolean): PendingLine[] {
  const item = itemOf(subscription);
  const { current_period_start: start, current_period_end: end, quantity: oldQuantity = 1 } = item;
  if (change.at < start || change.at > end)
    throw invalid('The proration date must lie within the current period.', 'proration_date');
  const day = new Date(change.at * 1000).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const line = (price: Price, quantity: number, sign: 1 | -1, words: string): PendingLine => ({
    amount: share(sign * (price.unit_amount ?? 0) * quantity, end - change.at, end - start),
    description: `${words} on ${productName(world, price)} after ${day}`,
    price,
    quantity,
    start: change.at,
    end,
    proration: true,
  });
  const credit = line(item.price, oldQuantity, -1, 'Unused time');
  return sameRhythm ? [credit, line(change.price, change.quantity, 1, 'Remaining time')] : [credit];
}
