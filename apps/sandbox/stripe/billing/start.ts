import { newId } from '../core/ids.js';
import type { Invoice, PaymentIntent, Price, Subscription } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { itemOf, newSubscription } from '../objects/subscription.js';
import { issueInvoice } from './invoices.js';
import { productName, regularLine } from './life-cycle.js';

/** Begins a subscription whose first payment succeeded already. */
export function startSubscription(
  world: World,
  of: {
    customer: string;
    price: Price;
    quantity: number;
    method: string;
    metadata: Record<string, string>;
    description: string | null;
    paidBy?: PaymentIntent;
  },
): { subscription: Subscription; invoice: Invoice } {
  const now = world.now();
  const invoiceId = newId('in_1');
  const subscription = world.put('subscription', newSubscription({ ...of, now, invoice: invoiceId }));
  world.emit('customer.subscription.created', subscription);
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  const invoice = issueInvoice(
    world,
    {
      id: invoiceId,
      subscription,
      lines: [regularLine(of.price, of.quantity, productName(world, of.price), start, end)],
      reason: 'subscription_create',
      period: { start: now, end: now },
    },
    of.paidBy,
  );
  return { subscription, invoice };
}
