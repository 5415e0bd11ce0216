import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, stripeFor, StripeShop, WebhookReceiver } from '../../../../test/support/stripe-shop.js';

describe('a sandbox with a data file', () => {
  let folder: string;
  let dataFile: string;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stripe-'));
    dataFile = join(folder, 'account.jsonl');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await rm(folder, { recursive: true });
  });
  const start = async (options: object = {}) => {
    const shop = await StripeShop.open({ dataFile, ...options });
    open.push(shop);
    return shop;
  };
  /** Copies the journal as a killed process would leave it. */
  const killed = async () => {
    const left = join(folder, `left-${open.length}.jsonl`);
    await copyFile(dataFile, left);
    dataFile = left;
    return start();
  };
  const stateOf = async ({ stripe }: StripeShop) =>
    JSON.stringify(
      await Promise.all([
        stripe.customers.list(),
        stripe.subscriptions.list(),
        stripe.invoices.list(),
        stripe.charges.list(),
        stripe.balanceTransactions.list(),
        stripe.events.list({ limit: 100 }),
        stripe.payouts.list(),
      ]),
    );

  it('retains all acknowledged data after a kill, and continues', async () => {
    const first = await start();
    const { subscription } = await first.subscribe(900);
    await first.advance(4);
    const second = await killed();
    expect(await stateOf(second)).toBe(await stateOf(first));
    await second.advance(31);
    expect((await second.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(2);
    const third = await killed();
    expect(await stateOf(third)).toBe(await stateOf(second));
    expect(await third.admin('GET', 'clock')).toMatchObject({
      offsetSeconds: expect.any(Number),
      now: expect.any(Number),
    });
    expect((await third.admin<{ offsetSeconds: number }>('GET', 'clock')).offsetSeconds).toBeGreaterThanOrEqual(
      35 * DAY,
    );
  });

  it('keeps idempotency keys', async () => {
    const first = await start();
    const { id } = await first.stripe.customers.create({}, { idempotencyKey: 'k' });
    const second = await killed();
    expect((await second.stripe.customers.create({}, { idempotencyKey: 'k' })).id).toBe(id);
  });

  it('passes over a line that was torn by the kill', async () => {
    const first = await start();
    await first.stripe.customers.create({ name: 'whole' });
    const whole = await readFile(dataFile, 'utf8');
    await first.stripe.customers.create({ name: 'torn' });
    const both = await readFile(dataFile, 'utf8');
    dataFile = join(folder, 'torn.jsonl');
    await writeFile(dataFile, both.slice(0, whole.length + (both.length - whole.length) / 2));
    const second = await start();
    expect((await second.stripe.customers.list()).data.map(({ name }) => name)).toEqual(['whole']);
    await second.stripe.customers.create({ name: 'next' });
    const third = await killed();
    expect((await third.stripe.customers.list()).data.map(({ name }) => name)).toEqual(['next', 'whole']);
  });

  it('delivers what was not delivered yet', async () => {
    const receiver = await WebhookReceiver.open();
    open.push(receiver);
    const webhook = { url: 'http://127.0.0.1:9/nobody', secret: 'whsec_a' };
    const first = await start({ webhook });
    await first.stripe.customers.create({});
    const second = await start({ webhook: { ...webhook, url: receiver.url } });
    await second.admin('POST', 'clock', { advanceSeconds: 10, settle: true });
    expect(receiver.types).toEqual(['customer.created']);
    expect(second.sandbox.webhookSecret).toBe('whsec_a');
  });

  it('does at their own times what fell due while it was not running', async () => {
    const first = await start();
    const { subscription } = await first.subscribe(900);
    await first.advance(0);
    // As if the machine had been off for 40 days.
    const late = `${JSON.stringify([{ kind: 'note', value: { id: 'offset', created: 0, value: 40 * DAY } }])}\n`;
    await writeFile(dataFile, (await readFile(dataFile, 'utf8')) + late);
    const second = await killed();
    const item = subscription.items.data[0];
    const [renewal] = (await second.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', created: item?.current_period_end });
    const payouts = (await second.stripe.payouts.list()).data;
    expect(payouts.map(({ created, status }) => [created % DAY, status])).toEqual([
      [0, 'paid'],
      [0, 'paid'],
    ]);
  });

  it('writes very many payments down as their recipe, and makes the same ones again', async () => {
    const first = await start();
    const made = await first.admin('POST', 'fill', { payments: 5_000, seed: 3, days: 20 });
    expect(made).toMatchObject({ payments: 5_000 });
    const charge = (await first.stripe.charges.list({ limit: 1 })).data[0];
    await first.stripe.refunds.create({ charge: charge?.id });
    await first.advance(1);
    const second = await killed();
    expect(await stateOf(second)).toBe(await stateOf(first));
    expect((await second.stripe.charges.retrieve(charge?.id ?? '')).refunded).toBe(true);
    expect((await readFile(dataFile, 'utf8')).length).toBeLessThan(2_000_000);
  });

  it('fills payouts that add up with what is in them', async () => {
    const { stripe, admin } = await start().then((shop) => ({
      stripe: stripeFor(shop.sandbox.url),
      admin: shop.admin.bind(shop),
    }));
    await admin('POST', 'fill', { payments: 2_000, seed: 1, days: 10 });
    let checked = 0;
    for await (const payout of stripe.payouts.list({ limit: 100 })) {
      let net = 0;
      for await (const booking of stripe.balanceTransactions.list({ payout: payout.id, limit: 100 }))
        net += booking.net;
      expect(net).toBe(0);
      checked++;
    }
    expect(checked).toBeGreaterThan(5);
  });
});
