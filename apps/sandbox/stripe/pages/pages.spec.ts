import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CHALLENGED_CARD,
  DECLINED_CARD,
  FAILS_LATER_CARD,
  GOOD_CARD,
  StripeShop,
} from '../../../../test/support/stripe-shop.js';

describe('the hosted pages', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const htmlOf = async (url: string) => (await fetch(url)).text();
  const startSession = async () => shop.session((await shop.price(1200)).id);
  const sessionOf = (id: string) => shop.stripe.checkout.sessions.retrieve(id);
  const countOf = async (list: Promise<{ data: unknown[] }>) => (await list).data.length;

  it('says what is sold, that it is a sandbox, and needs nothing from elsewhere', async () => {
    const session = await startSession();
    const html = await htmlOf(session.url ?? '');
    expect(html).toContain('Sandbox – no real card is charged');
    expect(html).toContain('Plan of 1200');
    expect(html).toContain('$12.00');
    for (const id of ['card', 'pay', 'cancel']) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('href="https://shop.example/plans"');
    expect(html).not.toMatch(/<script|src=|@import/);
  });

  it('shows texts of others as texts', async () => {
    const price = await shop.price(100, { product_data: { name: '<script>alert(1)</script>' } });
    const html = await htmlOf((await shop.session(price.id)).url ?? '');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('sends the person to the shop after paying, with the id of the session put in', async () => {
    const session = await startSession();
    const answer = await shop.pay(session);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `https://shop.example/thanks?session=${session.id}`,
    ]);
    expect(await sessionOf(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      customer_details: { email: 'mia@example.com' },
    });
    expect(await shop.eventTypes()).toEqual(
      expect.arrayContaining(['customer.created', 'customer.subscription.created', 'checkout.session.completed']),
    );
  });

  it('takes one payment however often the form is sent', async () => {
    const session = await startSession();
    const answers = await Promise.all([1, 2, 3].map(() => shop.pay(session)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await countOf(shop.stripe.charges.list())).toBe(1);
    expect(await countOf(shop.stripe.subscriptions.list())).toBe(1);
  });

  it('stays on the page with the reason when the card is declined, and takes another card by the same intent', async () => {
    const session = await startSession();
    const declined = await shop.pay(session, DECLINED_CARD);
    expect(new URL(declined.headers.get('location') ?? '', session.url ?? '').href).toBe(session.url);
    expect(await htmlOf(session.url ?? '')).toContain('Your card was declined.');
    expect(await countOf(shop.stripe.customers.list())).toBe(0);
    await shop.pay(session, GOOD_CARD);
    const charges = await shop.stripe.charges.list();
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(new Set(charges.data.map(({ payment_intent }) => payment_intent)).size).toBe(1);
    expect(await sessionOf(session.id)).toMatchObject({ status: 'complete' });
  });

  it('takes the chosen card of the list, unless a number was typed', async () => {
    const session = await startSession();
    const url = session.url ?? '';
    await shop.submit(url, { test_card: GOOD_CARD, card: '4000 0000 0000 0002' });
    expect(await sessionOf(session.id)).toMatchObject({ status: 'open' });
    await shop.submit(url, { test_card: GOOD_CARD, card: '' });
    expect(await sessionOf(session.id)).toMatchObject({ status: 'complete' });
  });

  it('does not take a number that is no test card', async () => {
    const session = await startSession();
    const answer = await shop.pay(session, '4111 1111 1111 1111');
    expect(await answer.text()).toContain('Your card number is invalid.');
    expect(await sessionOf(session.id)).toMatchObject({ status: 'open' });
  });

  it('asks for the email when it does not know it', async () => {
    const price = await shop.price(500);
    const session = await shop.session(price.id, { customer_email: undefined });
    expect(await (await shop.pay(session)).text()).toContain('Please type your email address.');
    await shop.submit(session.url ?? '', { card: GOOD_CARD, email: 'otto@example.com' });
    expect((await shop.stripe.customers.list({ email: 'otto@example.com' })).data).toHaveLength(1);
  });

  it('pays after 3-D Secure is completed, and not when it fails', async () => {
    const session = await startSession();
    const url = session.url ?? '';
    const toBank = await shop.pay(session, CHALLENGED_CARD);
    expect(toBank.headers.get('location')).toBe(`/c/pay/${session.id}/authenticate`);
    const challenge = await htmlOf(`${url}/authenticate`);
    for (const id of ['authenticate', 'fail']) expect(challenge).toContain(`id="${id}"`);
    await shop.submit(`${url}/authenticate`, { result: 'fail' });
    expect(await htmlOf(url)).toContain('unable to authenticate');
    expect(await countOf(shop.stripe.charges.list())).toBe(0);
    await shop.pay(session, CHALLENGED_CARD);
    const done = await shop.submit(`${url}/authenticate`, { result: 'complete' });
    expect(done.headers.get('location')).toContain(session.id);
    const [charge] = (await shop.stripe.charges.list()).data;
    expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' });
  });

  it('is over a day later, and when the shop says so', async () => {
    const [old, called] = [await startSession(), await startSession()];
    await shop.stripe.checkout.sessions.expire(called.id);
    await shop.advance(1.1);
    for (const { id, url } of [old, called]) {
      expect(await sessionOf(id)).toMatchObject({ status: 'expired', url: null });
      expect((await fetch(url ?? '')).status).toBe(410);
    }
    await expect(shop.stripe.checkout.sessions.expire(old.id)).rejects.toMatchObject({ statusCode: 400 });
    expect((await shop.eventTypes()).filter((type) => type === 'checkout.session.expired')).toHaveLength(2);
  });

  describe('the portal', () => {
    const openPortal = async (customer: string) =>
      (await shop.stripe.billingPortal.sessions.create({ customer, return_url: 'https://shop.example/account' })).url;

    it('cancels at the end of the period and takes that back', async () => {
      const { customer, subscription } = await shop.subscribe(900);
      const url = await openPortal(customer);
      expect(await htmlOf(url)).toContain('id="cancel"');
      await shop.submit(url, { action: 'cancel', subscription: subscription.id });
      expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ cancel_at_period_end: true });
      expect(await htmlOf(url)).toContain('id="reactivate"');
      await shop.submit(url, { action: 'reactivate', subscription: subscription.id });
      expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ cancel_at_period_end: false });
    });

    it('pays a failed invoice with another card, which later renewals use', async () => {
      const { customer, subscription } = await shop.subscribe(900, FAILS_LATER_CARD);
      await shop.advance(31.1);
      const url = await openPortal(customer);
      const invoice = (await shop.stripe.subscriptions.retrieve(subscription.id)).latest_invoice as string;
      await shop.submit(url, { action: 'pay', invoice, card: GOOD_CARD });
      expect(await shop.stripe.invoices.retrieve(invoice)).toMatchObject({ status: 'paid' });
      expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
      await shop.advance(32);
      expect((await shop.stripe.invoices.list({ status: 'open' })).data).toEqual([]);
    });

    it('cannot touch what belongs to another customer', async () => {
      const mine = await shop.subscribe(900);
      const other = await shop.subscribe(900);
      await shop.submit(await openPortal(mine.customer), { action: 'cancel', subscription: other.subscription.id });
      expect(await shop.stripe.subscriptions.retrieve(other.subscription.id)).toMatchObject({
        cancel_at_period_end: false,
      });
    });

    it('closes after an hour', async () => {
      const { customer } = await shop.subscribe(900);
      const url = await openPortal(customer);
      await shop.advance(0.1);
      expect((await fetch(url)).status).toBe(410);
    });
  });
});
