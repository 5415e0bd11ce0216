import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StripeShop } from '../../../../test/support/stripe-shop.js';

describe('idempotency keys', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const post = (path: string, form: string, key: string) =>
    fetch(`${shop.sandbox.url}/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_1',
        'idempotency-key': key,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form,
    });
  const customers = async () => (await shop.stripe.customers.list()).data.length;
  const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

  it('give the same answer for the same request, and do it once', async () => {
    const [one, two] = [await post('customers', 'name=Mia', 'k'), await post('customers', 'name=Mia', 'k')];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.headers.get('idempotent-replayed')).toBeNull();
    expect(two.headers.get('idempotent-replayed')).toBe('true');
    expect(two.headers.get('original-request')).toBe(one.headers.get('request-id'));
    expect(await two.text()).toBe(await one.text());
    expect(await customers()).toBe(1);
  });

  it('refuse other parameters and another path', async () => {
    await post('customers', 'name=Mia', 'k');
    for (const answer of [await post('customers', 'name=Otto', 'k'), await post('products', 'name=Mia', 'k')]) {
      expect(answer.status).toBe(400);
      expect(await errorOf(answer)).toMatchObject({ type: 'idempotency_error' });
    }
    expect(await customers()).toBe(1);
  });

  it('refuse a second request while the first is under way', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-slow', times: 1, ms: 300 });
    const first = post('customers', 'name=Mia', 'k');
    const second = await shop.admin<{ requests: unknown[] }>('GET', 'requests').then(async function wait({
      requests,
    }): Promise<Response> {
      if (requests.length > 0) return post('customers', 'name=Mia', 'k');
      return wait(await shop.admin('GET', 'requests'));
    });
    expect(second.status).toBe(409);
    expect(await errorOf(second)).toMatchObject({ type: 'idempotency_error', code: 'idempotency_key_in_use' });
    expect((await first).status).toBe(200);
    expect(await customers()).toBe(1);
  });

  it('forget what was refused for its parameters, before anything ran', async () => {
    expect((await post('customers', 'nmae=Mia', 'k')).status).toBe(400);
    expect((await post('customers', 'name=Mia', 'k')).status).toBe(200);
  });

  it('keep the answer of a request that failed while it ran', async () => {
    const first = await post('refunds', 'charge=ch_none', 'k');
    const again = await post('refunds', 'charge=ch_none', 'k');
    expect([first.status, again.status]).toEqual([400, 400]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('keep a 500 that came after the work was done, so that a retry does not do it twice', async () => {
    await shop.admin('POST', 'faults', { kind: 'api-500-after', times: 1 });
    const [one, two] = [await post('customers', 'name=Mia', 'k'), await post('customers', 'name=Mia', 'k')];
    expect([one.status, two.status]).toEqual([500, 500]);
    expect(await customers()).toBe(1);
  });

  it('are forgotten after a day', async () => {
    await post('customers', 'name=Mia', 'k');
    await shop.advance(1.01);
    expect((await post('customers', 'name=Mia', 'k')).headers.get('idempotent-replayed')).toBeNull();
    expect(await customers()).toBe(2);
  });
});
