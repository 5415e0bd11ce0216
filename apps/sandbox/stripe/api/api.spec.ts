import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stripeFor, StripeShop } from '../../../../test/support/stripe-shop.js';

describe("the API's conventions", () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const get = (path: string, headers: Record<string, string> = { authorization: 'Bearer sk_test_1' }) =>
    fetch(`${shop.sandbox.url}/v1/${path}`, { headers });
  const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

  it('asks for a key', async () => {
    const answer = await get('customers', {});
    expect(answer.status).toBe(401);
    expect(await errorOf(answer)).toMatchObject({ type: 'invalid_request_error' });
    await expect(stripeFor(shop.sandbox.url, 'sk_test_revoked').customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    });
  });

  it('speaks one version only, and says which', async () => {
    const answer = await get('customers', { authorization: 'Bearer sk_test_1', 'stripe-version': '2020-08-27' });
    expect(answer.status).toBe(400);
    const fine = await get('customers');
    expect(fine.headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(fine.headers.get('request-id')).toMatch(/^req_/);
  });

  it('answers an unknown route and an unknown object as Stripe does', async () => {
    const route = await get('bananas');
    expect([route.status, (await errorOf(route))['message']]).toEqual([
      404,
      expect.stringContaining('Unrecognized request URL (GET: /v1/bananas)'),
    ]);
    await expect(shop.stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    });
  });

  it.each([
    ['customers', { nmae: 'Mia' }, 'parameter_unknown', 'nmae'],
    ['products', {}, 'parameter_missing', 'name'],
    ['prices', { currency: 'usd', unit_amount: 'many', product: 'p' }, 'parameter_invalid_integer', 'unit_amount'],
    [
      'checkout/sessions',
      { mode: 'subscription', success_url: 'https://a.example', 'line_items[0][prize]': 'x' },
      'parameter_unknown',
      'line_items[0][prize]',
    ],
  ])('names what is wrong with the parameters of %s', async (path, form, code, param) => {
    const answer = await fetch(`${shop.sandbox.url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1' },
      body: new URLSearchParams(form as Record<string, string>),
    });
    expect(answer.status).toBe(400);
    const error = await errorOf(answer);
    if (path !== 'checkout/sessions') expect(error).toMatchObject({ code, param });
    else expect([error['code'], error['param']]).toEqual(['parameter_missing', 'line_items[0][price]']);
  });

  it('refuses an unknown parameter within a hash', async () => {
    const price = await shop.price(100);
    const wrong = { price: price.id, quantiti: 1 } as object;
    await expect(shop.session(price.id, { line_items: [wrong] })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'line_items[0][quantiti]',
    });
  });

  it('pages through a list in both directions without a gap', async () => {
    const made: string[] = [];
    for (let at = 0; at < 23; at++) made.push((await shop.stripe.customers.create({ name: `c${at}` })).id);
    const newestFirst = made.reverse();
    const all: string[] = [];
    for await (const customer of shop.stripe.customers.list({ limit: 5 })) all.push(customer.id);
    expect(all).toEqual(newestFirst);
    const page = await shop.stripe.customers.list({ limit: 4, ending_before: newestFirst[10] });
    expect(page.data.map(({ id }) => id)).toEqual(newestFirst.slice(6, 10));
    expect(page.has_more).toBe(true);
    const last = await shop.stripe.customers.list({ limit: 10, starting_after: newestFirst[12] });
    expect(last.data.map(({ id }) => id)).toEqual(newestFirst.slice(13));
    expect(last.has_more).toBe(false);
    await expect(shop.stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
    await expect(shop.stripe.customers.list({ starting_after: 'cus_x' })).rejects.toMatchObject({
      param: 'starting_after',
    });
  });

  it('cuts lists by time', async () => {
    const early = await shop.stripe.customers.create({ name: 'early' });
    await shop.advance(1);
    const late = await shop.stripe.customers.create({ name: 'late' });
    const ids = async (created: object) => (await shop.stripe.customers.list({ created })).data.map(({ id }) => id);
    expect(await ids({ gte: late.created })).toEqual([late.id]);
    expect(await ids({ gt: late.created })).toEqual([]);
    expect(await ids({ lt: late.created })).toEqual([early.id]);
    expect(await ids({ gte: early.created, lte: late.created })).toEqual([late.id, early.id]);
  });

  it('puts expanded objects in, and refuses what cannot be expanded', async () => {
    const { customer } = await shop.subscribe(900);
    const [intent] = (
      await shop.stripe.paymentIntents.list({ customer, expand: ['data.latest_charge.balance_transaction'] })
    ).data;
    expect(intent).toMatchObject({ latest_charge: { object: 'charge', balance_transaction: { type: 'charge' } } });
    const [booking] = (await shop.stripe.balanceTransactions.list({ expand: ['data.source'] })).data;
    expect(booking?.source).toMatchObject({ object: 'charge', amount: 900 });
    await expect(shop.stripe.customers.retrieve(customer, { expand: ['email'] })).rejects.toMatchObject({
      statusCode: 400,
      param: 'expand',
    });
    const plain = await shop.stripe.charges.list({ customer });
    expect(plain.data[0]).not.toHaveProperty('refunds');
    expect(JSON.stringify(plain)).not.toContain('"_"');
  });

  it('moves a lookup key between prices only with transfer_lookup_key', async () => {
    const old = await shop.price(900, { lookup_key: 'monthly' });
    await expect(shop.price(1000, { lookup_key: 'monthly' })).rejects.toMatchObject({ param: 'lookup_key' });
    const fresh = await shop.price(1000, { lookup_key: 'monthly', transfer_lookup_key: true });
    const found = await shop.stripe.prices.list({ lookup_keys: ['monthly'] });
    expect(found.data.map(({ id }) => id)).toEqual([fresh.id]);
    expect((await shop.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
    expect(fresh.unit_amount_decimal?.toString()).toBe('1000');
  });

  it('makes no event of an update that changes nothing', async () => {
    const { id } = await shop.stripe.customers.create({ name: 'Mia' });
    await shop.stripe.customers.update(id, { name: 'Mia' });
    expect(await shop.eventTypes()).toEqual(['customer.created']);
  });

  it('merges metadata, deletes empty values, and reports what changed', async () => {
    const { id } = await shop.stripe.customers.create({ metadata: { a: '1', b: '2' } });
    const changed = await shop.stripe.customers.update(id, { metadata: { b: '', c: '3' }, name: 'Mia' });
    expect(changed.metadata).toEqual({ a: '1', c: '3' });
    const [event] = (await shop.stripe.events.list({ type: 'customer.updated' })).data;
    expect(event?.data.previous_attributes).toEqual({ metadata: { b: '2', c: null }, name: null });
    expect(event).toMatchObject({ api_version: '2026-10-28.endive', request: { id: expect.stringMatching(/^req_/) } });
  });
});
