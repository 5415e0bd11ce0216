import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, StripeShop } from '../../../../test/support/stripe-shop.js';
import { share } from '../money/fees.js';

describe('changing the plan of a subscription', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  /** A subscription of which a third of the time is over, to the second. */
  const running = async (amount: number, card?: string) => {
    const { subscription, customer } = await shop.subscribe(amount, card);
    const item = subscription.items.data[0];
    const [start, end] = [item?.current_period_start ?? 0, item?.current_period_end ?? 0];
    const at = start + Math.floor((end - start) / 3);
    await shop.admin('POST', 'clock', { now: at });
    return { id: subscription.id, item: item?.id ?? '', customer, start, end, at };
  };
  const linesOf = async (invoice: string) =>
    (await shop.stripe.invoices.retrieve(invoice)).lines.data.map(({ amount, parent }) => [
      amount,
      parent?.subscription_item_details?.proration,
    ]);

  it('credits unused time and charges the rest of the period at once, by seconds', async () => {
    const { id, item, start, end, at } = await running(1000);
    const dear = await shop.price(2500);
    const changed = await shop.stripe.subscriptions.update(id, {
      items: [{ id: item, price: dear.id }],
      proration_behavior: 'always_invoice',
      proration_date: at,
    });
    const credit = -share(1000, end - at, end - start);
    const debit = share(2500, end - at, end - start);
    const invoice = await shop.stripe.invoices.retrieve(changed.latest_invoice as string);
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_update',
      total: debit + credit,
      amount_paid: debit + credit,
    });
    expect(await linesOf(invoice.id)).toEqual([
      [credit, true],
      [debit, true],
    ]);
    expect(changed.items.data[0]).toMatchObject({ id: item, price: { id: dear.id }, current_period_end: end });
  });

  it('leaves the prorations for the next invoice when told to create them only', async () => {
    const { id, item } = await running(1000);
    const dear = await shop.price(2500);
    const changed = await shop.stripe.subscriptions.update(id, { items: [{ id: item, price: dear.id }] });
    expect((await shop.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    await shop.advance(25);
    const renewal = (await shop.stripe.subscriptions.retrieve(id)).latest_invoice as string;
    expect(renewal).not.toBe(changed.latest_invoice);
    const lines = await linesOf(renewal);
    expect(lines.map(([, proration]) => proration)).toEqual([true, true, false]);
    expect(lines[2]?.[0]).toBe(2500);
  });

  it('changes the price without money when prorations are not wanted', async () => {
    const { id, item } = await running(1000);
    const cheap = await shop.price(400);
    await shop.stripe.subscriptions.update(id, {
      items: [{ id: item, price: cheap.id }],
      proration_behavior: 'none',
    });
    await shop.advance(25);
    const [renewal, first] = (await shop.stripe.invoices.list({ subscription: id })).data;
    expect([renewal?.total, first?.total]).toEqual([400, 1000]);
  });

  it('keeps the credit of a downgrade on the customer and spends it on the next invoices', async () => {
    const { id, item, customer, at, start, end } = await running(3000);
    const cheap = await shop.price(1000);
    await shop.stripe.subscriptions.update(id, {
      items: [{ id: item, price: cheap.id }],
      proration_behavior: 'always_invoice',
      proration_date: at,
    });
    const balance = share(1000, end - at, end - start) - share(3000, end - at, end - start);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance });
    await shop.advance(25);
    const [renewal] = (await shop.stripe.invoices.list({ subscription: id })).data;
    expect(renewal).toMatchObject({
      total: 1000,
      starting_balance: balance,
      amount_due: Math.max(0, 1000 + balance),
      status: 'paid',
    });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: Math.min(0, 1000 + balance) });
  });

  it('begins a new period and bills it at once when the new price has another interval', async () => {
    const { id, item, at, start, end } = await running(1000);
    const yearly = await shop.price(10_000, { recurring: { interval: 'year' } });
    const changed = await shop.stripe.subscriptions.update(id, {
      items: [{ id: item, price: yearly.id }],
      proration_date: at,
    });
    const invoice = await shop.stripe.invoices.retrieve(changed.latest_invoice as string);
    expect(invoice).toMatchObject({ status: 'paid', total: 10_000 - share(1000, end - at, end - start) });
    const period = changed.items.data[0];
    expect(period?.current_period_start).toBe(at);
    expect(((period?.current_period_end ?? 0) - at) / DAY).toBe(365);
  });

  it('undoes the change when the card declines and the caller wants all or nothing', async () => {
    const { id, item, customer } = await running(1000);
    const dear = await shop.price(2500);
    await shop.admin('POST', 'card', { customer, card: '4000000000000341' });
    const before = await shop.stripe.subscriptions.retrieve(id);
    await expect(
      shop.stripe.subscriptions.update(id, {
        items: [{ id: item, price: dear.id }],
        proration_behavior: 'always_invoice',
        payment_behavior: 'error_if_incomplete',
      }),
    ).rejects.toMatchObject({ type: 'StripeCardError' });
    expect((await shop.stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(before.items.data[0]?.price.id);
    expect((await shop.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  });
});
