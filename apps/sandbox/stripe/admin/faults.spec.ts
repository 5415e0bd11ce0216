import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StripeShop } from '../../../../test/support/stripe-shop.js';
import { FaultPlan, faultSchema } from './faults.js';

describe('the faults of the API', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const customers = async () => (await shop.stripe.customers.list()).data.length;

  it('turn away with a time to wait, a number of times', async () => {
    await shop.admin('POST', 'faults', {
      kind: 'api-429',
      times: 1,
      match: 'POST /v1/customers',
      retryAfterSeconds: 7,
    });
    await expect(shop.stripe.customers.create({})).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      headers: { 'retry-after': '7' },
    });
    expect(await customers()).toBe(0);
    await shop.stripe.customers.create({});
    expect(await customers()).toBe(1);
  });

  it('break before the work is done', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-500', times: 1 });
    await expect(shop.stripe.customers.create({}, { idempotencyKey: 'k' })).rejects.toMatchObject({ statusCode: 500 });
    await shop.stripe.customers.create({}, { idempotencyKey: 'k' });
    expect(await customers()).toBe(1);
  });

  it('break after the work was done', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-500-after', times: 1 });
    await expect(shop.stripe.customers.create({})).rejects.toMatchObject({ statusCode: 500 });
    expect(await customers()).toBe(1);
  });

  it('do the work and never answer; the answer waits under the key', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-timeout', times: 1 });
    const create = (timeout: number) => shop.stripe.customers.create({}, { idempotencyKey: 'k', timeout });
    await expect(create(200)).rejects.toMatchObject({ type: 'StripeConnectionError' });
    const { id } = await create(5_000);
    expect((await shop.stripe.customers.list()).data.map((each) => each.id)).toEqual([id]);
  });

  it('are listed, end on request, and are checked', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-500', times: 3 });
    expect(await shop.admin('GET', 'faults')).toMatchObject({ faults: [{ rule: { kind: 'api-500' }, left: 3 }] });
    await shop.admin('DELETE', 'faults');
    expect(await customers()).toBe(0);
    await expect(shop.admin('POST', 'faults', { kind: 'api-501' })).rejects.toThrow('400');
  });

  it('strike a share of the calls, the same ones for the same seed', () => {
    const strikes = (): boolean[] => {
      const plan = new FaultPlan(7);
      plan.add(faultSchema.parse({ kind: 'api-500', probability: 0.3 }));
      return Array.from({ length: 1_000 }, () => plan.strikeCall('GET', '/v1/charges') !== undefined);
    };
    const struck = strikes().filter(Boolean).length;
    expect(struck).toBeGreaterThan(240);
    expect(struck).toBeLessThan(360);
    expect(strikes()).toEqual(strikes());
  });
});

describe('the log of requests', () => {
  it('keeps method, path, form, key and status', async () => {
    const shop = await StripeShop.open();
    await shop.stripe.customers.create({ name: 'Mia' }, { idempotencyKey: 'k' });
    await shop.stripe.customers.create({ name: 'Mia' }, { idempotencyKey: 'k' });
    const { requests } = await shop.admin<{ requests: object[] }>('GET', 'requests');
    expect(requests).toMatchObject([
      { method: 'POST', path: '/v1/customers', form: 'name=Mia', idempotencyKey: 'k', status: 200, replayed: false },
      { replayed: true },
    ]);
    await shop.close();
  });
});
