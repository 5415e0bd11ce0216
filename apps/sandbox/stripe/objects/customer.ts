import { newId } from '../core/ids.js';
import type { Customer } from '../core/kinds.js';
import type { World } from '../core/world.js';

export function createCustomer(world: World, fields: Partial<Customer>): Customer {
  const customer = world.put('customer', newCustomer(newId('cus_', 14), world.now(), fields));
  world.emit('customer.created', customer);
  return customer;
}

export const newCustomer = (id: string, created: number, fields: Partial<Customer>): Customer => ({
  id,
  object: 'customer',
  address: null,
  balance: 0,
  created,
  currency: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: null,
  invoice_prefix: id.slice(-8).toUpperCase(),
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  metadata: {},
  name: null,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
  ...fields,
});

export function changeCustomer(world: World, customer: Customer, fields: Partial<Customer>): Customer {
  const changed = world.change('customer', customer, fields);
  world.emit('customer.updated', changed, customer);
  return changed;
}

/** The card that renewals are taken from: the subscription's own, else the customer's. */
export function setDefaultCard(world: World, customerId: string, method: string): void {
  const customer = world.store.need('customer', customerId);
  changeCustomer(world, customer, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  });
  for (const subscription of world.store.of('subscription').each('customer', customerId)) {
    if (subscription.status === 'canceled') continue;
    const changed = world.change('subscription', subscription, { default_payment_method: method });
    world.emit('customer.subscription.updated', changed, subscription);
  }
}
