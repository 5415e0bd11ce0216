import { z } from 'zod';
import { expireSession } from '../billing/checkout.js';
import { newId } from '../core/ids.js';
import { newSession } from '../objects/session.js';
import { invalid } from './errors.js';
import { integer, listParams, mergedMetadata, metadata, named, params, quantity, text, truth } from './params.js';
import { innerList, listOf, route, type Route } from './route.js';
import { lineItems } from './view.js';

const url = z.string().refine((value) => URL.canParse(value.replace('{CHECKOUT_SESSION_ID}', 'x')), 'Not a valid URL');
const LOCALES = ['auto', 'de', 'en', 'en-GB', 'es', 'fr', 'it', 'ja'] as const;

/** Pages for paying; `origin` is where the sandbox's own pages are served. */
export const checkoutRoutes = (origin: () => string): Route[] => [
  route(
    'POST',
    'checkout/sessions',
    params({
      mode: z.literal('subscription'),
      line_items: z
        .array(z.strictObject({ price: text, quantity: quantity.optional() }))
        .length(1, 'The sandbox takes exactly one line item.'),
      customer: text.optional(),
      customer_email: z.email('Invalid email address').optional(),
      client_reference_id: text.max(200).optional(),
      metadata: metadata.optional(),
      subscription_data: z.strictObject({ metadata: metadata.optional(), description: text.optional() }).optional(),
      success_url: url,
      cancel_url: url.optional(),
      expires_at: integer.optional(),
      allow_promotion_codes: truth.optional(),
      locale: z.enum(LOCALES).optional(),
      payment_method_types: z.array(z.literal('card')).optional(),
      ui_mode: z.literal('hosted_page').optional(),
    }),
    ({ world, params: given }) => {
      if (given.customer && given.customer_email)
        throw invalid('You may only specify one of these parameters: customer, customer_email.', 'customer');
      const customer = given.customer ? named(world, 'customer', given.customer, 'customer', 'customer') : null;
      const now = world.now();
      if (given.expires_at !== undefined && (given.expires_at < now + 1800 || given.expires_at > now + 86_400))
        throw invalid(
          'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
          'expires_at',
        );
      const items = given.line_items.map((line, at) => {
        const price = named(world, 'price', line.price, 'price', `line_items[${at}][price]`);
        if (!price.active)
          throw invalid(
            'The price specified is inactive. This field only accepts active prices.',
            `line_items[${at}][price]`,
          );
        if (!price.recurring)
          throw invalid('You must provide at least one recurring price in `subscription` mode when using prices.');
        return { price, quantity: line.quantity ?? 1 };
      });
      const session = newSession({
        now,
        origin: origin(),
        items,
        customer: customer?.id ?? null,
        email: given.customer_email ?? null,
        reference: given.client_reference_id ?? null,
        metadata: mergedMetadata(null, given.metadata),
        subscription: {
          metadata: mergedMetadata(null, given.subscription_data?.metadata),
          description: given.subscription_data?.description ?? null,
        },
        successUrl: given.success_url,
        cancelUrl: given.cancel_url ?? null,
        expiresAt: given.expires_at ?? null,
        allowPromotionCodes: given.allow_promotion_codes ?? null,
        locale: given.locale ?? null,
      });
      return world.put('session', session);
    },
  ),
  route(
    'GET',
    'checkout/sessions',
    listParams({
      customer: text.optional(),
      payment_intent: text.optional(),
      subscription: text.optional(),
      status: z.enum(['open', 'complete', 'expired']).optional(),
    }),
    ({ world, params: asked }) =>
      listOf(world, 'session', 'checkout/sessions', asked, {
        where: { customer: asked.customer, subscription: asked.subscription, payment_intent: asked.payment_intent },
        test: ({ status }) => asked.status === undefined || status === asked.status,
      }),
  ),
  route('GET', 'checkout/sessions/:id', params({}), ({ world, id }) => named(world, 'session', id, 'checkout.session')),
  route('GET', 'checkout/sessions/:id/line_items', params({ limit: integer.optional() }), ({ world, id }) =>
    innerList(
      `/v1/checkout/sessions/${id}/line_items`,
      lineItems(world, named(world, 'session', id, 'checkout.session')),
    ),
  ),
  route('POST', 'checkout/sessions/:id/expire', params({}), ({ world, id }) => {
    const session = named(world, 'session', id, 'checkout.session');
    if (session.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    return expireSession(world, session);
  }),
  route(
    'POST',
    'billing_portal/sessions',
    params({
      customer: text,
      return_url: url.optional(),
      locale: z.enum(LOCALES).optional(),
      configuration: text.optional(),
    }),
    ({ world, params: given }) => {
      named(world, 'customer', given.customer, 'customer', 'customer');
      const id = newId('bps_1');
      return world.put('portal', {
        id,
        object: 'billing_portal.session',
        configuration: given.configuration ?? 'bpc_sandbox',
        created: world.now(),
        customer: given.customer,
        customer_account: null,
        flow: null,
        livemode: false,
        locale: given.locale ?? null,
        on_behalf_of: null,
        return_url: given.return_url ?? null,
        url: `${origin()}/p/session/${id}`,
      });
    },
  ),
];
