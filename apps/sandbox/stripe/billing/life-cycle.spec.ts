import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { DAY, FAILS_LATER_CARD, GOOD_CARD, StripeShop } from '../../../../test/support/stripe-shop.js';

describe('the life of a subscription', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const invoicesOf = async (subscription: string) => (await shop.stripe.invoices.list({ subscription })).data;
  const statusOf = async (id: string) => (await shop.stripe.subscriptions.retrieve(id)).status;
  const lengthOf = async (id: string) => {
    const { current_period_start: from = 0, current_period_end: to = 0 } =
      (await shop.stripe.subscriptions.retrieve(id)).items.data[0] ?? {};
    return { from, to };
  };

  it('begins paid, with invoice, payment and charge that name each other', async () => {
    const { subscription, customer, session } = await shop.subscribe(900);
    expect(subscription).toMatchObject({ status: 'active', customer, latest_invoice: session.invoice });
    const invoice = await shop.stripe.invoices.retrieve(session.invoice as string, {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 900,
      parent: { subscription_details: { subscription: subscription.id } },
      payments: {
        data: [
          {
            status: 'paid',
            payment: { type: 'payment_intent', payment_intent: { status: 'succeeded', customer } },
          },
        ],
      },
    });
    const [charge] = (await shop.stripe.charges.list({ customer, expand: ['data.balance_transaction'] })).data;
    expect(charge).toMatchObject({ paid: true, balance_transaction: { amount: 900, fee: 56, net: 844 } });
    expect(charge?.payment_intent).toBe(
      (invoice.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent | undefined)?.id,
    );
  });

  it('renews at the end of each period, with events in the usual order', async () => {
    const { subscription } = await shop.subscribe(900);
    const first = await lengthOf(subscription.id);
    await shop.advance(31.01);
    const second = await lengthOf(subscription.id);
    expect(second.from).toBe(first.to);
    const invoices = await invoicesOf(subscription.id);
    expect(invoices.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
    // Those of the first payment are older than 30 days, and gone.
    expect((await shop.eventTypes()).filter((type) => !type.startsWith('payout.'))).toEqual([
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
  });

  it('renews a year of months one by one, each at its own time', async () => {
    const { subscription } = await shop.subscribe(900);
    await shop.advance(366);
    const paid = (await shop.stripe.invoices.list({ subscription: subscription.id, limit: 100 })).data;
    expect(paid).toHaveLength(13);
    expect(new Set(paid.map(({ created }) => created)).size).toBe(13);
  });

  it('tries a failed renewal again after 3, 5 and 7 days, then ends', async () => {
    const { subscription } = await shop.subscribe(900, FAILS_LATER_CARD);
    const { to } = await lengthOf(subscription.id);
    const now = async () => (await shop.admin<{ now: number }>('GET', 'clock')).now;
    await shop.admin('POST', 'clock', { now: to + 60 });
    const seen: unknown[] = [];
    for (const days of [0, 3, 5, 7]) {
      await shop.admin('POST', 'clock', { now: to + days * DAY + 60 });
      const [invoice] = await invoicesOf(subscription.id);
      seen.push([
        invoice?.attempt_count,
        invoice?.next_payment_attempt && (invoice.next_payment_attempt - to) / DAY,
        await statusOf(subscription.id),
      ]);
    }
    expect(await now()).toBeGreaterThanOrEqual(to + 7 * DAY);
    expect(seen).toEqual([
      [1, 3, 'past_due'],
      [2, 5, 'past_due'],
      [3, 7, 'past_due'],
      [4, null, 'canceled'],
    ]);
    const types = await shop.eventTypes();
    expect(types.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4);
    expect(types.filter((type) => type === 'customer.subscription.deleted')).toHaveLength(1);
    const ended = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(ended.cancellation_details?.reason).toBe('payment_failed');
    await shop.advance(60);
    expect(await invoicesOf(subscription.id)).toHaveLength(2);
  });

  it('pays the same invoice by the same intent when a later try goes through', async () => {
    const { subscription, customer } = await shop.subscribe(900, FAILS_LATER_CARD);
    const { to } = await lengthOf(subscription.id);
    await shop.admin('POST', 'clock', { now: to + 60 });
    const [open] = await invoicesOf(subscription.id);
    expect(open).toMatchObject({ status: 'open', amount_remaining: 900 });
    await shop.admin('POST', 'card', { customer, card: GOOD_CARD });
    await shop.admin('POST', 'clock', { now: to + 3 * DAY + 60 });
    const [paid, ...others] = await invoicesOf(subscription.id);
    expect(paid).toMatchObject({ id: open?.id, status: 'paid', amount_paid: 900, attempt_count: 2 });
    expect(others).toHaveLength(1);
    expect(await statusOf(subscription.id)).toBe('active');
    const payments = await shop.stripe.invoicePayments.list({ invoice: open?.id });
    expect(payments.data).toHaveLength(1);
    const intent = payments.data[0]?.payment.payment_intent as string;
    const charges = await shop.stripe.charges.list({ payment_intent: intent });
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    const again = await shop.stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent },
    });
    expect(again.data[0]?.invoice).toBe(open?.id);
  });

  it('refuses to pay with a card that declines, and keeps the failed try in the books', async () => {
    const { subscription } = await shop.subscribe(900, FAILS_LATER_CARD);
    await shop.admin('POST', 'clock', { now: (await lengthOf(subscription.id)).to + 60 });
    const [open] = await invoicesOf(subscription.id);
    await expect(shop.stripe.invoices.pay(open?.id ?? '')).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      decline_code: 'generic_decline',
    });
    expect((await shop.stripe.invoices.retrieve(open?.id ?? '')).attempt_count).toBe(2);
  });

  it('frees the subscription of a debt that is voided', async () => {
    const { subscription } = await shop.subscribe(900, FAILS_LATER_CARD);
    await shop.admin('POST', 'clock', { now: (await lengthOf(subscription.id)).to + 60 });
    const [open] = await invoicesOf(subscription.id);
    expect(await shop.stripe.invoices.voidInvoice(open?.id ?? '')).toMatchObject({ status: 'void' });
    expect(await statusOf(subscription.id)).toBe('active');
  });

  it('ends with the period after a cancellation, and bills nothing more', async () => {
    const { subscription } = await shop.subscribe(900);
    const leaving = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(leaving).toMatchObject({ status: 'active', cancel_at: (await lengthOf(subscription.id)).to });
    await shop.advance(40);
    const ended = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: leaving.cancel_at, canceled_at: leaving.canceled_at });
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
  });

  it('continues without a charge when the cancellation is revoked', async () => {
    const { subscription } = await shop.subscribe(900);
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const back = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(back).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null });
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
    await shop.advance(32);
    expect(await invoicesOf(subscription.id)).toHaveLength(2);
  });

  it('ends at once on request, and cannot be ended twice', async () => {
    const { subscription } = await shop.subscribe(900);
    expect(await shop.stripe.subscriptions.cancel(subscription.id)).toMatchObject({ status: 'canceled' });
    await expect(shop.stripe.subscriptions.cancel(subscription.id)).rejects.toMatchObject({ code: 'resource_missing' });
    expect((await shop.stripe.subscriptions.list()).data).toEqual([]);
    expect((await shop.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1);
  });
});
