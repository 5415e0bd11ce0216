import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RefundView } from '#contracts/finance.js';
import type { PaymentSummary } from '#contracts/finance.js';
import type { BillingView, CheckoutView, PortalView } from '#contracts/payments.js';
import type { Problem } from '#contracts/problem.js';
import { accessOf } from '#billing/access.js';
import { balancesOf } from '#ledger/ledger.js';
import { CARDS, payOn, startShop } from '../../support/payments.js';
import type { Author, Shop } from '../../support/payments.js';
import { eventually } from '../../support/stack.js';
import { checkAgainstStripeMock, startStripeMock } from '../../support/stripe-mock.js';
import type { RecordedRequest } from '../../support/stripe-mock.js';

const DAY_MS = 86_400_000;

let shop: Shop;
const openShop = async () => {
  shop = await startShop();
};
const closeShop = () => shop?.stop();

const planOf = async (author: Author, inDays = 0) =>
  (await accessOf(shop.platform.db, author.id, true, new Date(Date.now() + inDays * DAY_MS))).plan.id;
const becomes = (author: Author, plan: string) =>
  eventually(`the plan is ${plan}`, async () => (await author.billing()).plan === plan);
const paymentsOf = (author: Author) =>
  shop.platform.db.payment.findMany({ where: { order: { userId: author.id } }, orderBy: { at: 'asc' } });

/** Our books hold exactly what Stripe says it holds for us. */
async function booksAgree(): Promise<void> {
  await shop.eventsApplied();
  const balance = await shop.stripe.balance.retrieve();
  const theirs = [...balance.available, ...balance.pending].reduce((sum, { amount }) => sum + amount, 0);
  const [ours] = await balancesOf(shop.platform.db, 'stripe-balance');
  expect(Number(ours?.minor ?? 0n)).toBe(theirs);
}

describe('an author’s life with Stripe', () => {
  beforeAll(openShop, 120_000);
  afterEach(() => shop.sandbox('DELETE', 'faults'));
  afterAll(closeShop);

  it('begins on the Free plan, pays, and has the larger plan at once', async () => {
    const author = await shop.author();
    expect(await author.billing()).toMatchObject({ plan: 'free', source: 'free', subscription: null, orders: [] });
    expect(await author.buy('pro')).toMatch(/\/billing\?checkout=done&order=/);
    await becomes(author, 'pro');
    await shop.eventsApplied();
    const { subscription, orders, quota, watermark } = await author.billing();
    expect(subscription).toMatchObject({ plan: 'pro', state: 'active', cancelAtPeriodEnd: false });
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ kind: 'checkout', state: 'paid', amount: { minor: '1900', currency: 'usd' } });
    expect([quota.limit, watermark]).toEqual([1_000, false]);
    await booksAgree();
  });

  it('stays on the page when the card is declined, and pays the same order with another', async () => {
    const author = await shop.author();
    const { body } = await author.ask<CheckoutView>('POST', '/api/payments/create-checkout-session', { plan: 'pro' });
    expect(await payOn(body.url, CARDS.declined)).toContain('declined');
    expect((await author.billing()).plan).toBe('free');
    await payOn(body.url, CARDS.good);
    await becomes(author, 'pro');
    await shop.eventsApplied();
    expect((await paymentsOf(author)).map(({ state }) => state).toSorted()).toEqual(['failed', 'succeeded']);
    const listed = async (query = '') =>
      (
        await shop.api.ask<{ items: PaymentSummary[] }>('GET', `/api/finance/payments?limit=2${query}`, {
          as: 'finance',
        })
      ).body.items;
    const whose = (items: PaymentSummary[]) => items.map(({ state, customer }) => [state, customer?.id]).toSorted();
    expect(whose(await listed())).toEqual([
      ['failed', author.id],
      ['succeeded', author.id],
    ]);
    // a try that no order of ours knows is of the same customer
    await shop.platform.db.payment.updateMany({
      where: { state: 'failed', order: { userId: author.id } },
      data: { orderId: null },
    });
    const { email } = await shop.platform.db.user.findUniqueOrThrow({ where: { id: author.id } });
    for (const items of [await listed(), await listed(`&text=${encodeURIComponent(email)}`)])
      expect(whose(items)).toEqual([
        ['failed', author.id],
        ['succeeded', author.id],
      ]);
    expect((await author.billing()).orders.map(({ id, state }) => [id, state])).toEqual([[body.orderId, 'paid']]);
    await booksAgree();
  });

  it('sends the same checkout twice and gets one session; two windows end in one plan', async () => {
    const author = await shop.author();
    const ask = () => author.ask<CheckoutView>('POST', '/api/payments/create-checkout-session', { plan: 'pro' });
    const [first, second] = [(await ask()).body, (await ask()).body];
    expect(await payOn(first.url, CARDS.good)).not.toMatch(/checkout=done/);
    expect(await payOn(second.url, CARDS.good)).toMatch(/checkout=done/);
    expect(await payOn(second.url, CARDS.good)).toBeDefined();
    await becomes(author, 'pro');
    await shop.eventsApplied();
    expect((await paymentsOf(author)).filter(({ state }) => state === 'succeeded')).toHaveLength(1);
    const third = await author.ask<Problem>('POST', '/api/payments/create-checkout-session', { plan: 'enterprise' });
    expect([third.status, third.body.code]).toEqual([409, 'already-subscribed']);
  });

  it('is not changed when the difference can’t be charged', async () => {
    const author = await shop.author();
    await author.buy('pro');
    await becomes(author, 'pro');
    const { customerId } = await shop.platform.db.billingAccount.findUniqueOrThrow({ where: { userId: author.id } });
    await shop.sandbox('POST', 'card', { customer: customerId!, card: CARDS.fadesAtRenewal });
    const refused = await author.ask<Problem>('POST', '/api/payments/change-plan', { plan: 'enterprise' });
    expect([refused.status, refused.body.code]).toEqual([409, 'stripe-refused']);
    expect(await author.billing()).toMatchObject({ plan: 'pro', subscription: { plan: 'pro', state: 'active' } });
    await booksAgree();
  });

  describe('a refund', () => {
    const refund = (id: string, body: object, as: 'support' | 'finance' = 'support', key?: string) =>
      shop.api.ask<RefundView & Problem>('POST', `/api/finance/payments/${id}/refunds`, {
        as,
        body,
        ...(key ? { headers: { 'idempotency-key': key } } : {}),
      });

    it('of all ends the plan at once, once, however often it is asked for', async () => {
      const author = await shop.author();
      await author.buy('pro');
      await becomes(author, 'pro');
      await shop.eventsApplied();
      const [payment] = await paymentsOf(author);
      const ask = () => refund(payment!.id, { reason: 'did not like it' }, 'support', 'refund-1');
      const answers = await Promise.all([ask(), ask(), ask()]);
      expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThan(0);
      await becomes(author, 'free');
      await shop.eventsApplied();
      expect((await author.billing()).orders[0]).toMatchObject({ state: 'refunded', refunded: { minor: '1900' } });
      expect((await shop.stripe.refunds.list({ charge: payment!.id })).data).toHaveLength(1);
      expect((await author.billing()).subscription).toBeNull();
      const again = await refund(payment!.id, { reason: 'once more' });
      expect([again.status, again.body.code]).toEqual([409, 'refunded-already']);
      const entry = await shop.platform.db.auditEntry.findMany({ where: { subjectId: payment!.id } });
      expect(entry.map(({ act, reason }) => [act, reason])).toEqual([['refund', 'did not like it']]);
      await booksAgree();
    });

    it('of a part leaves the plan, and never gives more than was paid, though many ask at once', async () => {
      const author = await shop.author();
      await author.buy('pro');
      await becomes(author, 'pro');
      await shop.eventsApplied();
      const [payment] = await paymentsOf(author);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => refund(payment!.id, { amount: '700', reason: 'a part' }, 'finance')),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 409, 409, 409]);
      await eventually('both are given', async () => (await paymentsOf(author))[0]!.refunded === 1_400n);
      expect((await author.billing()).plan).toBe('pro');
      await booksAgree();
    });

    it('is given once although Stripe carries it out and fails to say so', async () => {
      const author = await shop.author();
      await author.buy('pro');
      await becomes(author, 'pro');
      await shop.eventsApplied();
      const [payment] = await paymentsOf(author);
      await shop.sandbox('POST', 'faults', { kind: 'api-500-after', match: '/v1/refunds', times: 1 });
      await refund(payment!.id, { reason: 'twice unlucky' });
      await becomes(author, 'free');
      expect((await shop.stripe.refunds.list({ charge: payment!.id })).data).toHaveLength(1);
      await eventually('the request is closed', async () => {
        const request = await shop.platform.db.refundRequest.findFirstOrThrow({ where: { paymentId: payment!.id } });
        return request.endedAt !== null && request.state === 'succeeded';
      });
      await booksAgree();
    });
  });

  it('leads to the page to pay on although Stripe opens it, fails to say so, and keeps saying that', async () => {
    const { accessToken: token } = await shop.api.register('unlucky@test.local');
    await shop.sandbox('POST', 'faults', { kind: 'api-500-after', match: 'POST /v1/checkout/sessions', times: 1 });
    const ask = () =>
      shop.api.ask<CheckoutView>('POST', '/api/payments/create-checkout-session', {
        as: { token },
        body: { plan: 'pro' },
        headers: { 'idempotency-key': 'one-click' },
      });
    expect((await ask()).status).toBe(503);
    const [one, two] = [await ask(), await ask()];
    expect(one.body.url).toMatch(/^http/);
    expect(two.body).toEqual(one.body);
    const sessions = await shop.stripe.checkout.sessions.list({ limit: 100 });
    expect(sessions.data.filter(({ client_reference_id }) => client_reference_id === one.body.orderId)).toHaveLength(1);
  });

  it('has access taken away by a lost dispute, and keeps it when the dispute is won', async () => {
    const [loser, winner] = [await shop.author(), await shop.author()];
    for (const author of [loser, winner]) {
      await author.buy('pro');
      await becomes(author, 'pro');
      await shop.eventsApplied();
      const [payment] = await paymentsOf(author);
      const { id } = await shop.sandbox<{ id: string }>('POST', 'dispute', { charge: payment!.id });
      await shop.eventsApplied();
      expect((await paymentsOf(author))[0]!.disputed).toBe(true);
      await shop.sandbox('POST', `dispute/${id}/resolve`, { won: author === winner });
      await shop.eventsApplied();
    }
    expect([await planOf(loser), await planOf(winner)]).toEqual(['free', 'pro']);
    const [withheld] = await balancesOf(shop.platform.db, 'disputed-funds');
    expect(withheld?.minor).toBe(0n);
    await booksAgree();
  });

  it('sends nothing in all this that Stripe’s published OpenAPI does not take', async () => {
    const author = await shop.author();
    await author.buy('pro');
    await becomes(author, 'pro');
    await author.ask('POST', '/api/payments/change-plan', { plan: 'enterprise' });
    await author.ask('POST', '/api/payments/change-plan', { plan: 'pro' });
    await author.ask('POST', '/api/payments/cancel-subscription');
    await author.ask('POST', '/api/payments/reactivate-subscription');
    await author.ask('POST', '/api/payments/portal');
    await author.ask('POST', '/api/payments/create-checkout-session', { plan: 'pro' });
    await shop.eventsApplied();
    const { requests } = await shop.sandbox<{ requests: RecordedRequest[] }>('GET', 'requests');
    const kinds = new Set(requests.map(({ method, path }) => `${method} ${path.replace(/\w+_\w{12,}/g, ':id')}`));
    for (const kind of [
      'checkout/sessions',
      'subscriptions/:id',
      'refunds',
      'customers',
      'prices',
      'billing_portal/sessions',
    ])
      expect(kinds).toContain(`POST /v1/${kind}`);
    const mock = await startStripeMock((line) => process.stderr.write(`${line}\n`));
    try {
      expect(await checkAgainstStripeMock(mock, requests)).toEqual([]);
    } finally {
      await mock.stop();
    }
  }, 600_000);
});

/** Each at a Stripe of its own: its clock runs ahead of ours by then, or its events are lost. */
describe('an author’s months with Stripe', () => {
  beforeEach(openShop, 120_000);
  afterEach(closeShop);

  it('goes up at once for the difference, and down when what was paid is used up', async () => {
    const author = await shop.author();
    await author.buy('pro');
    await becomes(author, 'pro');
    const up = await author.ask<BillingView>('POST', '/api/payments/change-plan', { plan: 'enterprise' });
    expect(up.body).toMatchObject({ plan: 'enterprise', subscription: { plan: 'enterprise' } });
    const change = up.body.orders.find(({ kind }) => kind === 'change');
    expect(change).toMatchObject({ state: 'paid', plan: 'enterprise' });
    expect(Number(change!.amount.minor)).toBeGreaterThan(7_990);
    const down = await author.ask<BillingView>('POST', '/api/payments/change-plan', { plan: 'pro' });
    expect(down.body).toMatchObject({ plan: 'enterprise', subscription: { plan: 'pro', state: 'active' } });
    expect(down.body.orders).toHaveLength(2);
    expect(down.body.subscription).toMatchObject({ paidPlan: 'enterprise' });
    // what is paid for is kept for nothing, however often somebody changes their mind
    const kept = await author.ask<BillingView>('POST', '/api/payments/change-plan', { plan: 'enterprise' });
    expect(kept.body).toMatchObject({
      plan: 'enterprise',
      subscription: { plan: 'enterprise', paidPlan: 'enterprise' },
    });
    await shop.eventsApplied();
    expect((await author.billing()).orders).toHaveLength(2);
    await author.ask('POST', '/api/payments/change-plan', { plan: 'pro' });
    await shop.pass(32);
    await shop.eventsApplied();
    expect(await planOf(author, 29)).toBe('enterprise');
    expect(await planOf(author, 33)).toBe('pro');
    const renewed = (await author.billing()).orders[0];
    expect(renewed).toMatchObject({ kind: 'renewal', plan: 'pro', state: 'paid', amount: { minor: '1900' } });
    await booksAgree();
  });

  it('ends with what is paid, or goes on after all', async () => {
    const author = await shop.author();
    await author.buy('pro');
    await becomes(author, 'pro');
    const end = await author.ask<BillingView>('POST', '/api/payments/cancel-subscription');
    expect(end.body).toMatchObject({ plan: 'pro', subscription: { cancelAtPeriodEnd: true } });
    const on = await author.ask<BillingView>('POST', '/api/payments/reactivate-subscription');
    expect(on.body.subscription).toMatchObject({ cancelAtPeriodEnd: false });
    await author.ask('POST', '/api/payments/cancel-subscription');
    await shop.pass(35);
    await shop.eventsApplied();
    expect((await author.billing()).subscription).toBeNull();
    expect(await planOf(author)).toBe('pro');
    expect(await planOf(author, 32)).toBe('free');
    const gone = await author.ask<Problem>('POST', '/api/payments/reactivate-subscription');
    expect([gone.status, gone.body.code]).toEqual([409, 'not-subscribed']);
  });

  it('keeps the plan for days of grace when a renewal fails, and loses it, and nothing else, when it is never paid', async () => {
    const author = await shop.author();
    const { body: book } = await author.ask<{ id: string }>('POST', '/api/books', { theme: 'a cat', pages: 2 });
    await author.buy('pro', CARDS.fadesAtRenewal);
    await becomes(author, 'pro');
    const { periodEnd } = (await author.billing()).subscription!;
    const daysTo = (Date.parse(periodEnd) - Date.now()) / DAY_MS;
    const now = async () => (await shop.sandbox<{ now: number }>('GET', 'clock')).now * 1000;
    await shop.pass((Date.parse(periodEnd) - (await now())) / DAY_MS + 0.5);
    await shop.eventsApplied();
    expect(await author.billing()).toMatchObject({ subscription: { state: 'past_due' } });
    expect((await author.billing()).orders[0]).toMatchObject({ kind: 'renewal', state: 'failed' });
    expect(await planOf(author, daysTo + 6)).toBe('pro');
    expect(await planOf(author, daysTo + 8)).toBe('free');
    await shop.pass(20);
    await shop.eventsApplied();
    expect((await author.billing()).subscription).toBeNull();
    expect(await planOf(author, daysTo + 1)).toBe('free');
    expect((await author.ask('GET', `/api/books/${book.id}`)).status).toBe(200);
    await booksAgree();
  });

  it('pays a failed renewal on Stripe’s page: the same order becomes paid', async () => {
    const author = await shop.author();
    await author.buy('pro', CARDS.fadesAtRenewal);
    await becomes(author, 'pro');
    const now = (await shop.sandbox<{ now: number }>('GET', 'clock')).now * 1000;
    await shop.pass((Date.parse((await author.billing()).subscription!.periodEnd) - now) / DAY_MS + 0.5);
    await shop.eventsApplied();
    const failed = (await author.billing()).orders[0]!;
    expect(failed.state).toBe('failed');
    const portal = await author.ask<PortalView>('POST', '/api/payments/portal');
    expect(portal.body.url).toMatch(/^http/);
    const { customerId } = await shop.platform.db.billingAccount.findUniqueOrThrow({ where: { userId: author.id } });
    await shop.sandbox('POST', 'card', { customer: customerId!, card: CARDS.good });
    const row = await shop.platform.db.order.findUniqueOrThrow({ where: { id: failed.id } });
    await shop.stripe.invoices.pay(row.invoiceId!);
    await shop.eventsApplied();
    const { orders, subscription } = await author.billing();
    expect(orders.map(({ id, state }) => [id === failed.id, state])).toEqual([
      [true, 'paid'],
      [false, 'paid'],
    ]);
    expect(subscription?.state).toBe('active');
    await booksAgree();
  });

  it('ends in the same books though webhooks come twice, late, and in any order, and calls fail', async () => {
    await shop.sandbox('POST', 'faults', { kind: 'duplicate' });
    await shop.sandbox('POST', 'faults', { kind: 'reorder' });
    await shop.sandbox('POST', 'faults', { kind: 'api-429', probability: 0.1 });
    await shop.sandbox('POST', 'faults', { kind: 'api-500', probability: 0.1 });
    const authors = await Promise.all(Array.from({ length: 6 }, () => shop.author()));
    for (const author of authors) {
      await eventually('the checkout works', () =>
        author.buy('pro').then(
          (to) => /done/.test(to),
          () => false,
        ),
      );
      await becomes(author, 'pro');
    }
    await shop.sandbox('DELETE', 'faults');
    await shop.pass(5);
    await booksAgree();
    const paid = await shop.platform.db.payout.count({ where: { state: 'paid' } });
    expect(paid).toBeGreaterThan(0);
    const [bank] = await balancesOf(shop.platform.db, 'bank');
    const sums = await shop.platform.db.payout.aggregate({ where: { state: 'paid' }, _sum: { amount: true } });
    expect(bank?.minor).toBe(sums._sum.amount);
  });

  it('has the plan although every webhook is lost: coming back asks Stripe', async () => {
    const author = await shop.author();
    await shop.sandbox('POST', 'faults', { kind: 'drop' });
    const back = new URL(await author.buy('pro'));
    expect((await author.billing()).plan).toBe('free');
    const order = back.searchParams.get('order')!;
    const looked = await author.ask<BillingView>('POST', `/api/payments/orders/${order}/look`);
    expect(looked.body).toMatchObject({ plan: 'pro', orders: [{ id: order, state: 'paid' }] });
  });

  it('does not sell a second plan while the news of the first is on its way', async () => {
    const author = await shop.author();
    await shop.sandbox('POST', 'faults', { kind: 'drop' });
    await author.buy('pro');
    const again = await author.ask<Problem>('POST', '/api/payments/create-checkout-session', { plan: 'pro' });
    expect([again.status, again.body.code]).toEqual([409, 'stripe-refused']);
  });
});
