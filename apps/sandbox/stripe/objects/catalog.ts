import type Stripe from 'stripe';
import type { Flat, Price, Product } from '../core/kinds.js';

/** Stripe's decimals are texts on the wire; the SDK makes objects of them. */
// oxlint-disable-next-line typescript/consistent-type-assertions -- the SDK's type is of what it makes of the text on the wire
export const decimal = (value: number): Stripe.Decimal => String(value) as unknown as Stripe.Decimal;

export const newProduct = (of: Pick<Product, 'id' | 'created' | 'name'> & Partial<Product>): Product => ({
  object: 'product',
  active: true,
  default_price: null,
  description: null,
  images: [],
  livemode: false,
  marketing_features: [],
  metadata: {},
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: null,
  updated: of.created,
  url: null,
  ...of,
});

export const newPrice = (
  of: Pick<Price, 'id' | 'created' | 'currency' | 'product' | 'unit_amount'> & Partial<Price>,
): Price => ({
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: of.recurring ? 'recurring' : 'one_time',
  unit_amount_decimal: decimal(of.unit_amount ?? 0),
  ...of,
});

/** The older name of a recurring price, which subscription items still carry. */
export const planOf = (price: Price): Flat<Stripe.Plan> => ({
  id: price.id,
  object: 'plan',
  active: price.active,
  amount: price.unit_amount,
  amount_decimal: price.unit_amount_decimal,
  billing_scheme: price.billing_scheme,
  created: price.created,
  currency: price.currency,
  interval: price.recurring?.interval ?? 'month',
  interval_count: price.recurring?.interval_count ?? 1,
  livemode: false,
  metadata: price.metadata,
  meter: null,
  nickname: price.nickname,
  product: price.product,
  tiers_mode: null,
  transform_usage: null,
  trial_period_days: null,
  usage_type: 'licensed',
});
