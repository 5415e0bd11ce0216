import { z } from 'zod';
import { newId } from '../core/ids.js';
import type { Price } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { requireChargeable } from '../money/fees.js';
import { newPrice, newProduct } from '../objects/catalog.js';
import { invalid } from './errors.js';
import {
  currency,
  integer,
  listParams,
  mergedMetadata,
  metadata,
  named,
  params,
  quantity,
  text,
  truth,
} from './params.js';
import { listOf, route } from './route.js';

const productFields = {
  active: truth.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  unit_label: text.optional(),
  url: text.optional(),
};

const priceFields = {
  active: truth.optional(),
  lookup_key: text.max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  transfer_lookup_key: truth.optional(),
};

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: quantity.refine((count) => count <= 1_095).optional(),
  usage_type: z.enum(['licensed']).optional(),
});

export const catalogRoutes = [
  route(
    'POST',
    'products',
    params({ ...productFields, name: text, id: text.optional() }),
    ({ world, params: given }) => {
      if (given.id && world.store.get('product', given.id))
        throw invalid('Product already exists.', 'id', 'resource_already_exists');
      const { expand: _expand, ...fields } = given;
      const product = world.put(
        'product',
        newProduct({
          ...fields,
          id: given.id ?? newId('prod_', 14),
          created: world.now(),
          metadata: mergedMetadata(null, given.metadata),
        }),
      );
      world.emit('product.created', product);
      return product;
    },
  ),
  route(
    'GET',
    'products',
    listParams({ active: truth.optional(), ids: z.array(text).optional() }),
    ({ world, params: asked }) =>
      listOf(world, 'product', 'products', asked, {
        test: (it) =>
          (asked.active === undefined || it.active === asked.active) && (asked.ids?.includes(it.id) ?? true),
      }),
  ),
  route('GET', 'products/:id', params({}), ({ world, id }) => named(world, 'product', id, 'product')),
  route(
    'POST',
    'products/:id',
    params({ ...productFields, name: text.optional(), default_price: text.optional() }),
    ({ world, id, params: { expand: _expand, ...given } }) => {
      const product = named(world, 'product', id, 'product');
      const changed = world.change('product', product, {
        ...given,
        metadata: mergedMetadata(product.metadata, given.metadata),
        updated: world.now(),
      });
      world.emit('product.updated', changed, product);
      return changed;
    },
  ),
  route(
    'POST',
    'prices',
    params({
      ...priceFields,
      currency,
      unit_amount: integer.refine(
        (amount) => amount >= 0 && amount <= 99_999_999,
        'This value must lie between 0 and 99999999.',
      ),
      product: text.optional(),
      product_data: z.strictObject({ name: text, metadata: metadata.optional() }).optional(),
      recurring: recurring.optional(),
    }),
    ({ world, params: { expand: _expand, transfer_lookup_key: transfers, product_data: inline, ...given } }) => {
      if (!given.product === !inline)
        throw invalid('You must specify either `product` or `product_data` when creating a price.', 'product');
      if (given.product) named(world, 'product', given.product, 'product', 'product');
      const product = inline ? inlineProduct(world, inline.name) : (given.product ?? '');
      requireChargeable(given.unit_amount, given.currency, 'unit_amount');
      takeLookupKey(world, given.lookup_key, transfers ?? false);
      const price = world.put(
        'price',
        newPrice({
          ...given,
          id: newId('price_1'),
          created: world.now(),
          product,
          recurring: given.recurring
            ? {
                interval: given.recurring.interval,
                interval_count: given.recurring.interval_count ?? 1,
                meter: null,
                trial_period_days: null,
                usage_type: 'licensed',
              }
            : null,
          metadata: mergedMetadata(null, given.metadata),
        }),
      );
      world.emit('price.created', price);
      return price;
    },
  ),
  route(
    'GET',
    'prices',
    listParams({
      active: truth.optional(),
      currency: currency.optional(),
      lookup_keys: z.array(text).max(10).optional(),
      product: text.optional(),
      type: z.enum(['one_time', 'recurring']).optional(),
    }),
    ({ world, params: asked }) =>
      listOf(world, 'price', 'prices', asked, {
        where: { product: asked.product },
        test: (it) =>
          (asked.active === undefined || it.active === asked.active) &&
          (asked.currency === undefined || it.currency === asked.currency) &&
          (asked.type === undefined || it.type === asked.type) &&
          (asked.lookup_keys?.includes(it.lookup_key ?? '') ?? true),
      }),
  ),
  route('GET', 'prices/:id', params({}), ({ world, id }) => named(world, 'price', id, 'price')),
  route(
    'POST',
    'prices/:id',
    params(priceFields),
    ({ world, id, params: { expand: _expand, transfer_lookup_key: transfers, ...given } }) => {
      const price = named(world, 'price', id, 'price');
      takeLookupKey(world, given.lookup_key, transfers ?? false, id);
      const changed = world.change('price', price, {
        ...given,
        metadata: mergedMetadata(price.metadata, given.metadata),
      });
      world.emit('price.updated', changed, price);
      return changed;
    },
  ),
];

function inlineProduct(world: World, name: string): string {
  const product = world.put('product', newProduct({ id: newId('prod_', 14), created: world.now(), name }));
  world.emit('product.created', product);
  return product.id;
}

/** A lookup key belongs to one price; with `transfer_lookup_key` it is taken from the one that has it. */
function takeLookupKey(world: World, key: string | undefined, transfers: boolean, taker?: string): void {
  const holder: Price | undefined = key ? [...world.store.of('price').each('lookup_key', key)][0] : undefined;
  if (!holder || holder.id === taker) return;
  if (!transfers)
    throw invalid(
      `A price (\`${holder.id}\`) already uses that lookup key. If you want to transfer it, set \`transfer_lookup_key\` to \`true\`.`,
      'lookup_key',
    );
  const changed = world.change('price', holder, { lookup_key: null });
  world.emit('price.updated', changed, holder);
}
