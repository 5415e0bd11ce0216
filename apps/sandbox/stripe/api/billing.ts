import { z } from 'zod';
import { changePlan } from '../billing/change-plan.js';
import { cardOnFile, collect, voidInvoice } from '../billing/invoices.js';
import { end, recover } from '../billing/life-cycle.js';
import type { Invoice, PaymentMethod, Subscription } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { itemOf } from '../objects/subscription.js';
import { cardError } from './card-error.js';
import { invalid } from './errors.js';
import { integer, listParams, mergedMetadata, metadata, named, params, quantity, text, truth } from './params.js';
import { listOf, route } from './route.js';

const details = z.strictObject({ comment: text.optional(), feedback: text.optional() });
const STATUSES = ['active', 'all', 'canceled', 'ended', 'incomplete', 'past_due', 'trialing', 'unpaid'] as const;

const subscriptionUpdate = params({
  items: z
    .array(z.strictObject({ id: text.optional(), price: text.optional(), quantity: quantity.optional() }))
    .length(1, 'The sandbox keeps exactly one item per subscription.')
    .optional(),
  proration_behavior: z.enum(['none', 'create_prorations', 'always_invoice']).default('create_prorations'),
  proration_date: integer.optional(),
  payment_behavior: z.enum(['allow_incomplete', 'error_if_incomplete']).default('allow_incomplete'),
  cancel_at_period_end: truth.optional(),
  cancellation_details: details.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
});
type SubscriptionUpdate = z.output<typeof subscriptionUpdate>;

export const billingRoutes = [
  route('GET', 'subscriptions/:id', params({}), ({ world, id }) => named(world, 'subscription', id, 'subscription')),
  route(
    'GET',
    'subscriptions',
    listParams({ customer: text.optional(), price: text.optional(), status: z.enum(STATUSES).optional() }),
    ({ world, params: asked }) =>
      listOf(world, 'subscription', 'subscriptions', asked, {
        where: { customer: asked.customer },
        test: (it) =>
          statusFits(it, asked.status) && (asked.price === undefined || itemOf(it).price.id === asked.price),
      }),
  ),
  route('POST', 'subscriptions/:id', subscriptionUpdate, ({ world, id, params: given }) =>
    updateSubscription(world, named(world, 'subscription', id, 'subscription'), given),
  ),
  route(
    'DELETE',
    'subscriptions/:id',
    params({ cancellation_details: details.optional(), invoice_now: truth.optional(), prorate: truth.optional() }),
    ({ world, id }) => {
      const subscription = named(world, 'subscription', id, 'subscription');
      if (subscription.status === 'canceled') throw invalid(`No such subscription: '${id}'`, 'id', 'resource_missing');
      return end(world, subscription);
    },
  ),
  route('GET', 'invoices/:id', params({}), ({ world, id }) => named(world, 'invoice', id, 'invoice')),
  route(
    'GET',
    'invoices',
    listParams({
      customer: text.optional(),
      subscription: text.optional(),
      status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
    }),
    ({ world, params: asked }) =>
      listOf(world, 'invoice', 'invoices', asked, {
        where: { customer: asked.customer, subscription: asked.subscription, status: asked.status },
      }),
  ),
  route(
    'POST',
    'invoices/:id/pay',
    params({ payment_method: text.optional(), off_session: truth.optional() }),
    ({ world, id, params: given }) => {
      const invoice = named(world, 'invoice', id, 'invoice');
      const method = given.payment_method
        ? named(world, 'payment_method', given.payment_method, 'PaymentMethod', 'payment_method')
        : undefined;
      return payInvoice(world, invoice, method, !(given.off_session ?? true));
    },
  ),
  route('POST', 'invoices/:id/void', params({}), ({ world, id }) => {
    const invoice = named(world, 'invoice', id, 'invoice');
    if (invoice.status !== 'open')
      throw invalid(`You can only pass in open invoices. This invoice isn't open.`, undefined, 'invoice_not_editable');
    const voided = voidInvoice(world, invoice);
    recover(world, subscriptionOf(invoice));
    return voided;
  }),
  route(
    'GET',
    'invoice_payments',
    listParams({
      invoice: text.optional(),
      status: z.enum(['open', 'paid', 'canceled']).optional(),
      payment: z
        .strictObject({
          type: z.enum(['payment_intent', 'payment_record']),
          payment_intent: text.optional(),
          payment_record: text.optional(),
        })
        .optional(),
    }),
    ({ world, params: asked }) =>
      listOf(world, 'invoice_payment', 'invoice_payments', asked, {
        where: { invoice: asked.invoice, payment_intent: asked.payment?.payment_intent },
        test: ({ status, payment }) =>
          (asked.status === undefined || status === asked.status) &&
          (asked.payment === undefined || payment.type === asked.payment.type),
      }),
  ),
  route('GET', 'invoice_payments/:id', params({}), ({ world, id }) =>
    named(world, 'invoice_payment', id, 'invoice_payment'),
  ),
];

const subscriptionOf = (invoice: Invoice): string => String(invoice.parent?.subscription_details?.subscription);

function statusFits({ status }: Subscription, asked: (typeof STATUSES)[number] | undefined): boolean {
  if (asked === 'all') return true;
  if (asked === undefined) return status !== 'canceled';
  return status === (asked === 'ended' ? 'canceled' : asked);
}

function updateSubscription(world: World, subscription: Subscription, given: SubscriptionUpdate): Subscription {
  if (subscription.status === 'canceled')
    throw invalid('A canceled subscription can only update its cancellation_details and metadata.');
  if (given.default_payment_method)
    named(world, 'payment_method', given.default_payment_method, 'PaymentMethod', 'default_payment_method');
  const now = world.now();
  const cancels = given.cancel_at_period_end;
  let current = world.change('subscription', subscription, {
    metadata: mergedMetadata(subscription.metadata, given.metadata),
    description: given.description ?? subscription.description,
    default_payment_method: given.default_payment_method ?? subscription.default_payment_method,
    ...(cancels === undefined ? {} : cancellation(subscription, cancels, now)),
  });
  const [asked] = given.items ?? [];
  if (asked) {
    const item = itemOf(subscription);
    if (asked.id !== item.id)
      throw invalid('The sandbox keeps exactly one item per subscription; name it by its id.', 'items[0][id]');
    const price = named(world, 'price', asked.price ?? item.price.id, 'price', 'items[0][price]');
    if (!price.recurring)
      throw invalid(
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
        'items[0][price]',
      );
    const count = asked.quantity ?? item.quantity ?? 1;
    const result = changePlan(world, current, {
      price,
      quantity: count,
      behavior: given.proration_behavior,
      at: given.proration_date ?? now,
    });
    if (result.collected?.decline && given.payment_behavior === 'error_if_incomplete')
      throw cardError(world, result.collected, false);
    current = result.subscription;
  }
  world.emit('customer.subscription.updated', current, subscription);
  return current;
}

/** What stands on a subscription that ends with its period, or no longer does. */
export const cancellation = (subscription: Subscription, cancels: boolean, now: number): Partial<Subscription> =>
  cancels
    ? {
        cancel_at_period_end: true,
        cancel_at: itemOf(subscription).current_period_end,
        canceled_at: now,
        cancellation_details: {
          comment: null,
          feedback: null,
          feedback_option: null,
          reason: 'cancellation_requested',
        },
      }
    : {
        cancel_at_period_end: false,
        cancel_at: null,
        canceled_at: null,
        cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
      };

function payInvoice(world: World, invoice: Invoice, given: PaymentMethod | undefined, onSession: boolean): Invoice {
  if (invoice.status === 'paid') throw invalid('Invoice is already paid', undefined, 'invoice_already_paid');
  if (invoice.status !== 'open') throw invalid('Invoice is no longer payable', undefined, 'invoice_not_open');
  const id = subscriptionOf(invoice);
  const method = given ?? cardOnFile(world, world.store.need('subscription', id));
  if (!method)
    throw invalid(
      'There is no `default_payment_method` set on this Customer or Invoice.',
      undefined,
      'invoice_payment_intent_requires_action',
    );
  const collected = collect(world, invoice, method, { onSession, next: invoice.next_payment_attempt });
  if (collected.decline) throw cardError(world, collected, true);
  recover(world, id);
  return collected.invoice;
}
