import type { Customer } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { newCustomer } from '../objects/customer.js';
import { end } from './life-cycle.js';

/** Ends the customer's subscriptions and deletes the customer; payments stay. https://docs.stripe.com/api/customers/delete */
export function deleteCustomer(world: World, customer: Customer): void {
  for (const subscription of world.store.of('subscription').each('customer', customer.id))
    if (subscription.status !== 'canceled' && subscription.status !== 'incomplete_expired') end(world, subscription);
  world.emit('customer.deleted', customer);
  const forgotten = newCustomer(customer.id, customer.created, { currency: customer.currency });
  world.put('customer', { ...forgotten, deleted: true });
}
