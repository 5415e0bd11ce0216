import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  askStripeMock,
  checkAgainstStripeMock,
  type RecordedRequest,
  startStripeMock,
  type StripeMock,
} from '../../../test/support/stripe-mock.js';
import { FAILS_LATER_CARD, GOOD_CARD, StripeShop } from '../../../test/support/stripe-shop.js';

/**
 * Fields that the SDK's types of 2026-10-28.endive have and stripe-mock's fixtures (2026-08-26.dahlia) have not: newer
 * ones, and some that the fixtures pass over.
 */
const NOT_IN_FIXTURES = new Set([
  'balance.refund_and_dispute_prefunding',
  'product.tax_details',
  'product.type',
  'checkout.session.allowed_payment_method_types',
  'payment_intent.payment_record',
  'payment_intent.source',
  'charge.source',
  'dispute.intended_submission_method',
  'dispute.network_reason_code',
]);

describe("the Stripe sandbox beside Stripe's published OpenAPI", () => {
  let mock: StripeMock;
  let shop: StripeShop;
  let requests: RecordedRequest[];

  beforeAll(async () => {
    mock = await startStripeMock((line) => process.stderr.write(`${line}\n`));
    shop = await StripeShop.open();
    await liveThroughEverything(shop);
    ({ requests } = await shop.admin<{ requests: RecordedRequest[] }>('GET', 'requests'));
  }, 10 * 60_000);
  afterAll(async () => {
    await mock?.stop();
    await shop?.close();
  });

  it('is only sent requests that Stripe would take', async () => {
    expect(requests.length).toBeGreaterThan(50);
    expect(await checkAgainstStripeMock(mock, requests)).toEqual([]);
  });

  it('would notice a request that Stripe would not take', async () => {
    const wrong = { method: 'POST', path: '/v1/refunds', form: 'charge=ch_1&colour=red' };
    expect(await checkAgainstStripeMock(mock, [wrong])).toMatchObject([{ ...wrong, status: 400 }]);
  });

  it('answers only with fields that Stripe has', async () => {
    const reads = requests.filter(({ method }) => method === 'GET');
    const unknown = new Set<string>();
    const compared = new Set<string>();
    for (const { path, form } of reads) {
      const [ours, theirs] = await Promise.all([
        fetch(`${shop.sandbox.url}${path}?${form}`, { headers: { authorization: 'Bearer sk_test_1' } }),
        askStripeMock(mock, { method: 'GET', path, form }),
      ]);
      if (ours.status !== 200) continue;
      const [own, real] = [oneOf(await ours.json()), oneOf(await theirs.json())];
      if (!own || !real) continue;
      const kind = String(own['object']);
      expect([path, real['object']]).toEqual([path, kind]);
      compared.add(kind);
      for (const key of Object.keys(own))
        if (!(key in real) && !NOT_IN_FIXTURES.has(`${kind}.${key}`)) unknown.add(`${kind}.${key}`);
    }
    expect([...compared].sort()).toEqual([
      'balance',
      'balance_transaction',
      'charge',
      'checkout.session',
      'customer',
      'dispute',
      'event',
      'invoice',
      'invoice_payment',
      'payment_intent',
      'payment_method',
      'payout',
      'price',
      'product',
      'refund',
      'subscription',
      'webhook_endpoint',
    ]);
    expect([...unknown]).toEqual([]);
  });
});

/** The object of an answer; of a list, its first. */
function oneOf(answer: unknown): Record<string, unknown> | undefined {
  const object = answer as Record<string, unknown>;
  return object['object'] === 'list' ? (object['data'] as Record<string, unknown>[])[0] : object;
}

/** Everything that the product does with Stripe, by the SDK. */
async function liveThroughEverything(shop: StripeShop): Promise<void> {
  const { stripe } = shop;
  await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/webhooks',
    enabled_events: ['*'],
    metadata: { a: '1' },
  });
  await stripe.webhookEndpoints.list({ limit: 5 });
  const customer = await stripe.customers.create({
    email: 'mia@example.com',
    name: 'Mia',
    metadata: { user: '7' },
    address: { country: 'DE', city: 'Jena' },
  });
  await stripe.customers.update(customer.id, { name: 'Mia Fox', metadata: { user: '8', old: '' } });
  await stripe.customers.retrieve(customer.id, { expand: ['subscriptions'] });
  await stripe.customers.list({ email: 'mia@example.com', created: { gte: 1 }, limit: 3 });
  const product = await stripe.products.create({ name: 'Studio', metadata: { plan: 'studio' }, description: 'Books' });
  await stripe.products.update(product.id, { description: 'Many books' });
  await stripe.products.retrieve(product.id);
  await stripe.products.list({ active: true });
  const monthly = (amount: number, lookup_key: string) =>
    stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval: 'month', interval_count: 1 },
      lookup_key,
      transfer_lookup_key: true,
      nickname: lookup_key,
      metadata: { plan: lookup_key },
    });
  const [small, large] = [await monthly(900, 'small'), await monthly(2900, 'large')];
  await stripe.prices.list({ lookup_keys: ['small', 'large'], active: true, expand: ['data.product'] });
  await stripe.prices.retrieve(small.id);
  await stripe.prices.update(small.id, { nickname: 'Small' });
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'subscription',
      customer: customer.id,
      client_reference_id: 'user-7',
      line_items: [{ price: small.id, quantity: 1 }],
      metadata: { order: 'o-1' },
      subscription_data: { metadata: { order: 'o-1' }, description: 'Small plan' },
      success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://shop.example/plans',
      allow_promotion_codes: false,
      locale: 'en',
    },
    { idempotencyKey: 'checkout-o-1' },
  );
  await shop.pay(session, FAILS_LATER_CARD);
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['line_items', 'subscription', 'invoice'],
  });
  await stripe.checkout.sessions.list({ customer: customer.id });
  const abandoned = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer_email: 'otto@example.com',
    line_items: [{ price: small.id, quantity: 1 }],
    success_url: 'https://shop.example/thanks',
  });
  await stripe.checkout.sessions.expire(abandoned.id);
  const { id } = paid.subscription as { id: string };
  await sellMore(shop, id, large.id, customer.id);
  await giveBack(shop, customer.id);
}

/** Renewal, failure, payment by another card, another plan, the end. */
async function sellMore(shop: StripeShop, id: string, price: string, customer: string): Promise<void> {
  const { stripe } = shop;
  await shop.advance(31.1);
  const late = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.payments'] });
  const { id: invoice } = late.latest_invoice as { id: string };
  await shop.admin('POST', 'card', { customer, card: GOOD_CARD });
  await stripe.invoices.pay(invoice, { off_session: true });
  await stripe.invoices.retrieve(invoice, { expand: ['payments.data.payment.payment_intent'] });
  await stripe.invoices.list({ subscription: id, status: 'paid' });
  const [payment] = (await stripe.invoicePayments.list({ invoice })).data;
  const intent = payment?.payment.payment_intent as string;
  await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent }, status: 'paid' });
  await stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge.balance_transaction'] });
  await stripe.paymentIntents.list({ customer });
  await stripe.customers.listPaymentMethods(customer);
  await stripe.subscriptions.update(id, {
    items: [{ id: late.items.data[0]?.id, price }],
    proration_behavior: 'always_invoice',
    payment_behavior: 'error_if_incomplete',
    metadata: { plan: 'large' },
  });
  await stripe.subscriptions.update(id, { cancel_at_period_end: true, cancellation_details: { comment: 'Done' } });
  await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  await stripe.subscriptions.list({ customer, status: 'all' });
  await stripe.billingPortal.sessions.create({ customer, return_url: 'https://shop.example/account' });
  await stripe.subscriptions.cancel(id, { cancellation_details: { comment: 'Enough' } });
}

/** Refunds, disputes, payouts and all that reconciliation reads. */
async function giveBack(shop: StripeShop, customer: string): Promise<void> {
  const { stripe } = shop;
  const [first, second] = (await stripe.charges.list({ customer, created: { gte: 1 } })).data.filter(
    ({ paid }) => paid,
  );
  await stripe.charges.retrieve(first?.id ?? '', {
    expand: ['refunds.data.balance_transaction', 'balance_transaction'],
  });
  const refund = await stripe.refunds.create(
    { charge: first?.id, amount: 100, reason: 'requested_by_customer', metadata: { ticket: 't-1' } },
    { idempotencyKey: 'refund-1' },
  );
  await stripe.refunds.create({ payment_intent: first?.payment_intent as string });
  await stripe.refunds.retrieve(refund.id, { expand: ['balance_transaction'] });
  await stripe.refunds.list({ charge: first?.id });
  const { id } = await shop.admin<{ id: string }>('POST', 'dispute', { charge: second?.id });
  await stripe.disputes.list({ charge: second?.id });
  await stripe.disputes.update(id, { evidence: { uncategorized_text: 'It was delivered.' }, submit: true });
  await stripe.disputes.retrieve(id);
  await stripe.disputes.close(id);
  await stripe.balance.retrieve();
  await shop.subscribe(9_900);
  await shop.advance(5);
  const [payout] = (await stripe.payouts.list({ status: 'paid', created: { gte: 1 }, limit: 1 })).data;
  await stripe.payouts.retrieve(payout?.id ?? '', { expand: ['balance_transaction'] });
  await stripe.balanceTransactions.list({ payout: payout?.id, limit: 100, expand: ['data.source'] });
  const [booking] = (await stripe.balanceTransactions.list({ created: { gte: 1 }, type: 'charge', currency: 'usd' }))
    .data;
  await stripe.balanceTransactions.retrieve(booking?.id ?? '');
  const [event] = (await stripe.events.list({ types: ['payout.paid', 'charge.succeeded'], delivery_success: false }))
    .data;
  await stripe.events.list({ type: 'payout.*', created: { gt: 1 } });
  await stripe.events.retrieve(event?.id ?? '');
}
