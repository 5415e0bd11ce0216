import { newId } from '../core/ids.js';
import type { CheckoutSession, Price } from '../core/kinds.js';
import { DAY } from '../core/world.js';

export interface NewSession {
  now: number;
  origin: string;
  items: { price: Price; quantity: number }[];
  customer: string | null;
  email: string | null;
  reference: string | null;
  metadata: Record<string, string>;
  subscription: { metadata: Record<string, string>; description: string | null };
  successUrl: string;
  cancelUrl: string | null;
  expiresAt: number | null;
  allowPromotionCodes: boolean | null;
  locale: CheckoutSession['locale'];
}

/** A page where somebody can pay for a subscription, for a day. */
export function newSession(of: NewSession): CheckoutSession {
  const id = newId('cs_test_', 58);
  const total = of.items.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * quantity, 0);
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: of.allowPromotionCodes,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: of.cancelUrl,
    client_reference_id: of.reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: of.now,
    currency: of.items[0]?.price.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: of.customer,
    customer_account: null,
    customer_creation: of.customer ? null : 'always',
    customer_details: of.customer ? null : detailsOf(of.email),
    customer_email: of.email,
    discounts: [],
    expires_at: of.expiresAt ?? of.now + DAY,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: of.locale,
    managed_payments: null,
    metadata: of.metadata,
    mode: 'subscription',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: {
      allow_redisplay_filters: ['always'],
      payment_method_remove: null,
      payment_method_save: null,
    },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: of.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${of.origin}/c/pay/${id}`,
    wallet_options: null,
    _: {
      attempt: {},
      items: of.items.map(({ price, quantity }) => ({ id: newId('li_1'), price: price.id, quantity })),
      subscription: of.subscription,
    },
  };
}

export const detailsOf = (email: string | null): CheckoutSession['customer_details'] => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
});
