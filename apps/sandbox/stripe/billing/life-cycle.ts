import type Stripe from 'stripe';
import { newId } from '../core/ids.js';
import type { Invoice, PendingLine, Price, Subscription } from '../core/kinds.js';
import { DAY, type World } from '../core/world.js';
import { changeCustomer } from '../objects/customer.js';
import { itemOf, rhythmOf, withItem } from '../objects/subscription.js';
import { cardOnFile, collect, type Collected, issueInvoice } from './invoices.js';
import { periodEnd } from './periods.js';

/** Days after the first failure on which a renewal is tried again; after the last the subscription ends. */
export const RETRY_DAYS = [3, 5, 7] as const;

/** Lets time renew subscriptions and try failed invoices again. */
export function planBilling(world: World): void {
  world.plan('subscription', (planned) => {
    if (planned.status !== 'active' && planned.status !== 'past_due') return null;
    const at = itemOf(planned).current_period_end;
    const current = (): Subscription => world.store.need('subscription', planned.id);
    return {
      at,
      task: {
        isDue: () => ['active', 'past_due'].includes(current().status) && itemOf(current()).current_period_end === at,
        run: () => renew(world, current()),
      },
    };
  });
  world.plan('invoice', ({ id, status, next_payment_attempt: at }) => {
    if (status !== 'open' || at === null) return null;
    const current = (): Invoice => world.store.need('invoice', id);
    return {
      at,
      task: {
        isDue: () => current().status === 'open' && current().next_payment_attempt === at,
        run: () => collectAutomatically(world, current()),
      },
    };
  });
}

export const regularLine = (
  price: Price,
  quantity: number,
  name: string,
  start: number,
  until: number,
): PendingLine => ({
  amount: (price.unit_amount ?? 0) * quantity,
  description: `${quantity} × ${name}`,
  price,
  quantity,
  start,
  end: until,
  proration: false,
});

export const productName = (world: World, price: Price): string =>
  world.store.get('product', price.product)?.name ?? 'Subscription';

/** At the end of a period: starts and bills the next one, or ends the subscription if it was canceled. */
function renew(world: World, subscription: Subscription): void {
  if (subscription.cancel_at_period_end) return void end(world, subscription);
  const item = itemOf(subscription);
  const { price } = item;
  const start = item.current_period_end;
  const next = periodEnd(subscription.billing_cycle_anchor, rhythmOf(price), start);
  const invoiceId = newId('in_1');
  const renewed = world.change('subscription', subscription, {
    items: withItem(subscription, { current_period_start: start, current_period_end: next }),
    latest_invoice: invoiceId,
    _: { pending: [] },
  });
  world.emit('customer.subscription.updated', renewed, subscription);
  const invoice = issueInvoice(world, {
    id: invoiceId,
    subscription: renewed,
    lines: [
      ...(subscription._?.pending ?? []),
      regularLine(price, item.quantity ?? 1, productName(world, price), start, next),
    ],
    reason: 'subscription_cycle',
    period: { start: item.current_period_start, end: start },
  });
  if (invoice.status === 'open') collectAutomatically(world, invoice);
}

/** A try without the person, on the schedule of retries. */
export function collectAutomatically(world: World, invoice: Invoice): Collected {
  const subscription = world.store.need('subscription', invoice.parent?.subscription_details?.subscription);
  const failures = (invoice._?.failures ?? 0) + 1;
  const days = RETRY_DAYS[failures - 1];
  const first = invoice.status_transitions.finalized_at ?? invoice.created;
  const next = days === undefined ? null : first + days * DAY;
  const method = cardOnFile(world, subscription);
  const counted = { ...invoice, _: { failures } };
  const collected = method
    ? collect(world, counted, method, { onSession: false, next })
    : withoutCard(world, counted, next);
  if (collected.invoice.status === 'paid') recover(world, subscription.id);
  else if (next === null) end(world, lapse(world, subscription), 'payment_failed');
  else lapse(world, subscription);
  return collected;
}

function withoutCard(world: World, invoice: Invoice, next: number | null): Collected {
  const failed = world.put('invoice', { ...invoice, attempted: true, next_payment_attempt: next });
  world.emit('invoice.payment_failed', failed);
  return { invoice: failed };
}

function lapse(world: World, subscription: Subscription): Subscription {
  if (subscription.status !== 'active') return subscription;
  const late = world.change('subscription', subscription, { status: 'past_due' });
  world.emit('customer.subscription.updated', late, subscription);
  changeCustomer(world, world.store.need('customer', subscription.customer), { delinquent: true });
  return late;
}

/** An invoice was paid after all; with none left open the subscription is in good standing again. */
export function recover(world: World, id: string): void {
  const subscription = world.store.need('subscription', id);
  if (subscription.status !== 'past_due') return;
  for (const invoice of world.store.of('invoice').each('subscription', id)) if (invoice.status === 'open') return;
  const healthy = world.change('subscription', subscription, { status: 'active' });
  world.emit('customer.subscription.updated', healthy, subscription);
  changeCustomer(world, world.store.need('customer', subscription.customer), { delinquent: false });
}

/** Ends a subscription for good; nothing more is taken for it. */
export function end(
  world: World,
  subscription: Subscription,
  reason: Stripe.Subscription.CancellationDetails.Reason = 'cancellation_requested',
): Subscription {
  const now = world.now();
  const ended = world.change('subscription', subscription, {
    status: 'canceled',
    canceled_at: subscription.canceled_at ?? now,
    ended_at: now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...subscription.cancellation_details,
      reason,
    },
    _: { pending: [] },
  });
  for (const invoice of world.store.of('invoice').each('subscription', subscription.id)) {
    if (invoice.status !== 'open' || (invoice.next_payment_attempt === null && !invoice.auto_advance)) continue;
    const idle = world.change('invoice', invoice, { auto_advance: false, next_payment_attempt: null });
    world.emit('invoice.updated', idle, invoice);
  }
  world.emit('customer.subscription.deleted', ended);
  return ended;
}
