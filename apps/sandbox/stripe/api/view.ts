import type { BalanceTransaction, CheckoutSession, StoredEvent } from '../core/kinds.js';
import { isPlain } from '../core/diff.js';
import { KIND_OF_PREFIX } from '../core/ids.js';
import { shown, type World } from '../core/world.js';
import { withStatus } from '../money/balance.js';
import { invalid } from './errors.js';
import { innerList } from './route.js';

/** An object as its readers see it now: without the sandbox's own notes, with what follows from the clock. */
export function view(world: World, object: object): Record<string, unknown> {
  if (isList(object)) return { ...shown(object), data: object.data.map((each) => view(world, each)) };
  if (isBalanceTransaction(object)) return shown(withStatus(object, world.now()));
  if (isEvent(object)) return { ...shown(object), pending_webhooks: pendingWebhooks(world, object.id) };
  return shown(object);
}

/** Stripe's objects name their kind. */
const isA =
  <T extends { object: string }>(kind: T['object']) =>
  (it: object): it is T =>
    'object' in it && it.object === kind;
const isList = isA<{ object: 'list'; data: object[] }>('list');
const isBalanceTransaction = isA<BalanceTransaction>('balance_transaction');
const isEvent = isA<StoredEvent>('event');

/** Endpoints that did not take the event yet, or refused it for good. */
export function pendingWebhooks(world: World, event: string): number {
  let pending = 0;
  for (const { state } of world.store.of('delivery').each('event', event)) if (state !== 'delivered') pending++;
  return pending;
}

/** Lists that are only there for those who ask, by the object that has them. */
const INCLUDABLE: Record<string, (world: World, id: string) => object> = {
  'charge.refunds': (world, id) =>
    innerList(`/v1/charges/${id}/refunds`, [...world.store.of('refund').each('charge', id)].reverse()),
  'invoice.payments': (world, id) =>
    innerList('/v1/invoice_payments', [...world.store.of('invoice_payment').each('invoice', id)]),
  'customer.subscriptions': (world, id) =>
    innerList(
      `/v1/customers/${id}/subscriptions`,
      [...world.store.of('subscription').each('customer', id)].filter(({ status }) => status !== 'canceled').reverse(),
    ),
  'checkout.session.line_items': (world, id) =>
    innerList(`/v1/checkout/sessions/${id}/line_items`, lineItems(world, world.store.need('session', id))),
};

export const lineItems = (world: World, session: CheckoutSession): object[] =>
  (session._?.items ?? []).map(({ id, price: priceId, quantity }) => {
    const price = world.store.need('price', priceId);
    const total = (price.unit_amount ?? 0) * quantity;
    return {
      id,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: total,
      amount_tax: 0,
      amount_total: total,
      currency: price.currency,
      description: world.store.get('product', price.product)?.name ?? null,
      metadata: {},
      price,
      quantity,
    };
  });

/** An answer with the objects put in that `expand` asks for, up to four levels deep as at Stripe. */
export function expanded(world: World, answer: object, paths: string[] = []): Record<string, unknown> {
  let result = view(world, answer);
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > 4) throw invalid(`You cannot expand more than 4 levels of a property (${path}).`, 'expand');
    result = expandIn(world, result, steps, path);
  }
  return result;
}

/** Properties that Stripe leaves out while there is nothing to say, and that may be expanded all the same. */
const SOMETIMES = new Set(['failure_balance_transaction']);

function expandIn(
  world: World,
  object: Record<string, unknown>,
  [step = '', ...rest]: string[],
  path: string,
): Record<string, unknown> {
  const whole = includable(world, object, step) ?? object[step];
  if (whole === undefined && SOMETIMES.has(step)) return object;
  if (whole === undefined) throw invalid(`This property cannot be expanded (${path}).`, 'expand');
  if (Array.isArray(whole))
    return { ...object, [step]: whole.map((each: unknown) => expandValue(world, each, rest, path)) };
  return { ...object, [step]: expandValue(world, whole, rest, path) };
}

function expandValue(world: World, value: unknown, rest: string[], path: string): unknown {
  if (value === null) return null;
  const object = typeof value === 'string' ? referred(world, value) : value;
  if (!object) throw invalid(`This property cannot be expanded (${path}).`, 'expand');
  return rest.length === 0 ? object : expandIn(world, isPlain(object) ? object : {}, rest, path);
}

function includable(world: World, object: Record<string, unknown>, step: string): object | undefined {
  const already = object[step];
  if (already !== undefined) return undefined;
  const made = INCLUDABLE[`${String(object['object'])}.${step}`]?.(world, String(object['id']));
  return made && view(world, made);
}

function referred(world: World, id: string): Record<string, unknown> | undefined {
  const kind = KIND_OF_PREFIX[id.slice(0, id.indexOf('_'))];
  const found = kind && world.store.get(kind, id);
  return found && view(world, found);
}
