import { z } from 'zod';
import { deleteCustomer } from '../billing/delete-customer.js';
import { changeCustomer, createCustomer } from '../objects/customer.js';
import { address, listParams, mergedMetadata, metadata, named, params, text } from './params.js';
import { listOf, route } from './route.js';
import type { Customer } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { missing } from './errors.js';

const fields = {
  address: z.union([z.literal(''), address]).optional(),
  description: text.optional(),
  email: text.max(512).optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
  metadata: metadata.optional(),
  name: text.max(256).optional(),
  phone: text.optional(),
};

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
const addressOf = (given: '' | Partial<Record<keyof typeof NO_ADDRESS, string>> | undefined) =>
  given === undefined ? undefined : given === '' ? null : { ...NO_ADDRESS, ...given };

export const customerRoutes = [
  route('POST', 'customers', params(fields), ({ world, params: { expand: _expand, ...given } }) =>
    createCustomer(world, {
      ...plain(given),
      ...(given.address === undefined ? {} : { address: addressOf(given.address) }),
      metadata: mergedMetadata(null, given.metadata),
    }),
  ),
  route('GET', 'customers', listParams({ email: text.optional() }), ({ world, params: asked }) =>
    listOf(world, 'customer', 'customers', asked, { where: { email: asked.email }, test: (it) => !isDeleted(it) }),
  ),
  // one that was deleted is still known, by its id alone: https://docs.stripe.com/api/customers/retrieve
  route('GET', 'customers/:id', params({}), ({ world, id }) => {
    const customer = named(world, 'customer', id, 'customer');
    return isDeleted(customer) ? remains(id) : customer;
  }),
  route('DELETE', 'customers/:id', params({}), ({ world, id }) => {
    deleteCustomer(world, living(world, id));
    return remains(id);
  }),
  route('POST', 'customers/:id', params(fields), ({ world, id, params: { expand: _expand, ...given } }) => {
    const customer = living(world, id);
    const method = given.invoice_settings?.default_payment_method;
    if (method) named(world, 'payment_method', method, 'PaymentMethod', 'invoice_settings[default_payment_method]');
    return changeCustomer(world, customer, {
      ...plain(given),
      ...(given.address === undefined ? {} : { address: addressOf(given.address) }),
      ...(method ? { invoice_settings: { ...customer.invoice_settings, default_payment_method: method } } : {}),
      metadata: mergedMetadata(customer.metadata, given.metadata),
    });
  }),
  route(
    'GET',
    'customers/:id/payment_methods',
    listParams({ type: text.optional() }),
    ({ world, id, params: asked }) => {
      named(world, 'customer', id, 'customer');
      return listOf(world, 'payment_method', `customers/${id}/payment_methods`, asked, { where: { customer: id } });
    },
  ),
  route('GET', 'payment_methods/:id', params({}), ({ world, id }) =>
    named(world, 'payment_method', id, 'PaymentMethod'),
  ),
];

const isDeleted = (customer: Customer): boolean => customer.deleted === true;
const remains = (id: string) => ({ id, object: 'customer', deleted: true });

function living(world: World, id: string): Customer {
  const customer = named(world, 'customer', id, 'customer');
  if (isDeleted(customer)) throw missing('customer', id);
  return customer;
}

/** The texts among the fields; an empty one takes away what was there. */
const plain = (given: { description?: string; email?: string; name?: string; phone?: string }) =>
  Object.fromEntries(
    (['description', 'email', 'name', 'phone'] as const)
      .filter((key) => given[key] !== undefined)
      .map((key) => [key, given[key] || null]),
  );
