import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, StripeShop, WebhookReceiver } from '../../../test/support/stripe-shop.js';
import type { Delivery } from './core/kinds.js';

describe('webhooks', () => {
  let shop: StripeShop;
  let receiver: WebhookReceiver;
  const others: WebhookReceiver[] = [];
  beforeEach(async () => {
    receiver = await WebhookReceiver.open();
    shop = await StripeShop.open({ webhook: { url: receiver.url, secret: 'whsec_test' } });
  });
  afterEach(async () => {
    await shop.close();
    await Promise.all([receiver, ...others.splice(0)].map((each) => each.close()));
  });

  /** Waits until all that is due was sent. */
  const deliverAll = () => shop.admin('POST', 'clock', { advanceSeconds: 0, settle: true });
  const deliveries = async () => (await shop.admin<{ deliveries: Delivery[] }>('GET', 'deliveries')).deliveries;
  const fault = (rule: object) => shop.admin('POST', 'faults', rule);
  const undelivered = async () => (await shop.stripe.events.list({ delivery_success: false })).data;

  it('are signed so that only the SDK with the secret accepts them', async () => {
    await shop.stripe.customers.create({ name: 'Mia' });
    await deliverAll();
    const [{ body, signature } = { body: '', signature: '' }] = receiver.received;
    const event = shop.stripe.webhooks.constructEvent(body, signature, 'whsec_test');
    expect(event).toMatchObject({ type: 'customer.created', data: { object: { name: 'Mia' } }, pending_webhooks: 1 });
    expect(() => shop.stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow();
    expect(() => shop.stripe.webhooks.constructEvent(body.replace('Mia', 'Max'), signature, 'whsec_test')).toThrow();
    expect(shop.sandbox.webhookSecret).toBe('whsec_test');
  });

  it('report whether they were delivered', async () => {
    await shop.stripe.customers.create({});
    await deliverAll();
    expect(await undelivered()).toEqual([]);
    expect((await shop.stripe.events.list({ delivery_success: true })).data).toMatchObject([{ pending_webhooks: 0 }]);
  });

  it('are sent again, later and later, until they are taken', async () => {
    receiver.answers.push(500, 302, 404);
    await shop.stripe.customers.create({});
    await deliverAll();
    expect(await undelivered()).toMatchObject([{ type: 'customer.created', pending_webhooks: 1 }]);
    for (const waited of [1, 2, 5]) await shop.admin('POST', 'clock', { advanceSeconds: waited, settle: true });
    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 4, lastStatus: 200 }]);
    expect(await undelivered()).toEqual([]);
  });

  it('are given up after three days, and stay in the list of the undelivered', async () => {
    receiver.answers.push(...Array.from({ length: 10 }, () => 503));
    await shop.stripe.customers.create({});
    await deliverAll();
    await shop.admin('POST', 'clock', { advanceSeconds: 3 * DAY + 1, settle: true });
    const tries = receiver.received.length;
    await shop.admin('POST', 'clock', { advanceSeconds: DAY, settle: true });
    expect(receiver.received).toHaveLength(tries);
    expect(await deliveries()).toMatchObject([{ state: 'failed' }]);
    expect(await undelivered()).toHaveLength(1);
  });

  it('go only to endpoints that asked for the type, each with a secret of its own', async () => {
    const other = await WebhookReceiver.open();
    others.push(other);
    const endpoint = await shop.stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ['product.*'] as never,
    });
    await shop.stripe.customers.create({});
    await shop.stripe.products.create({ name: 'Book' });
    await deliverAll();
    expect(receiver.types.sort()).toEqual(['customer.created', 'product.created']);
    expect(other.types).toEqual(['product.created']);
    const [{ body, signature } = { body: '', signature: '' }] = other.received;
    expect(shop.stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? '').type).toBe('product.created');
    expect((await shop.stripe.webhookEndpoints.list()).data.every((each) => each.secret === undefined)).toBe(true);
  });

  it('are not sent for rolled-back requests', async () => {
    const price = await shop.price(100);
    await deliverAll();
    const before = receiver.received.length;
    await expect(shop.stripe.prices.update(price.id, { lookup_key: 'a', expand: ['nothing'] })).rejects.toMatchObject({
      param: 'expand',
    });
    await deliverAll();
    expect(receiver.received).toHaveLength(before);
    expect((await shop.stripe.prices.retrieve(price.id)).lookup_key).toBeNull();
  });

  it('are lost for good under the fault "drop"', async () => {
    await fault({ kind: 'drop', times: 1, match: 'customer.' });
    await shop.stripe.customers.create({});
    await shop.stripe.customers.create({});
    await shop.admin('POST', 'clock', { advanceSeconds: DAY, settle: true });
    expect(receiver.received).toHaveLength(1);
    expect(await undelivered()).toHaveLength(1);
  });

  it('come several times under the fault "duplicate"', async () => {
    await fault({ kind: 'duplicate', copies: 3, match: 'customer.created' });
    await shop.stripe.customers.create({});
    await shop.stripe.products.create({ name: 'Book' });
    await deliverAll();
    expect(receiver.types.filter((type) => type === 'customer.created')).toHaveLength(3);
    expect(receiver.types.filter((type) => type === 'product.created')).toHaveLength(1);
  });

  it('wait under the fault "delay"', async () => {
    await fault({ kind: 'delay', ms: 60_000 });
    await shop.stripe.customers.create({});
    await deliverAll();
    expect(receiver.received).toEqual([]);
    await shop.admin('POST', 'clock', { advanceSeconds: 61, settle: true });
    expect(receiver.received).toHaveLength(1);
  });

  it('come in another order under the fault "reorder"', async () => {
    await fault({ kind: 'reorder', ms: 100_000 });
    const made: string[] = [];
    for (let at = 0; at < 8; at++) made.push((await shop.stripe.customers.create({})).id);
    // One second after the other, so that what is due earlier also arrives earlier.
    for (let at = 0; at < 101; at++) await shop.admin('POST', 'clock', { advanceSeconds: 1, settle: true });
    const got = receiver.received.map(({ event }) => (event.data.object as { id: string }).id);
    expect([...got].sort()).toEqual([...made].sort());
    expect(got).not.toEqual(made);
  });
});
