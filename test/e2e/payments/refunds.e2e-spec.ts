import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaymentSummary, PaymentTrace, RefundView } from '#contracts/finance.js';
import { paymentLabel } from '#contracts/finance-labels.js';
import type { Listing } from '#contracts/pagination.js';
import type { Problem } from '#contracts/problem.js';
import { CARDS, startShop } from '../../support/payments.js';
import type { Author, Shop } from '../../support/payments.js';
import { eventually } from '../../support/stack.js';

describe('a refund that ends a plan', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 120_000);
  afterAll(() => shop?.stop());

  const becomes = (author: Author, plan: string) =>
    eventually(`the plan is ${plan}`, async () => (await author.billing()).plan === plan, 20_000);
  const refund = (id: string, reason: string, more: { endPlan?: boolean; amount?: string } = {}) =>
    shop.api.ask<RefundView & Problem>('POST', `/api/finance/payments/${id}/refunds`, {
      as: 'support',
      body: { reason, ...more },
    });
  const requestFor = (paymentId: string) => shop.platform.db.refundRequest.findFirstOrThrow({ where: { paymentId } });

  /** What finance reads of the payment and its order. */
  async function shownAs(charge: string): Promise<[string, string | undefined]> {
    const { body } = await shop.api.ask<Listing<PaymentSummary>>('GET', `/api/finance/payments?text=${charge}`, {
      as: 'finance',
    });
    const { order } = await shop.platform.db.payment.findUniqueOrThrow({
      where: { id: charge },
      include: { order: true },
    });
    return [paymentLabel(body.items[0]!), order?.state];
  }

  async function buyer(card = CARDS.good): Promise<{ author: Author; charge: string }> {
    const author = await shop.author();
    await author.buy('pro', card);
    await becomes(author, 'pro');
    await shop.eventsApplied();
    const payment = await shop.platform.db.payment.findFirstOrThrow({ where: { order: { userId: author.id } } });
    return { author, charge: payment.id };
  }

  it('is not taken for a payment that Stripe would not refund', async () => {
    const { charge } = await buyer();
    await shop.sandbox('POST', 'dispute', { charge });
    await shop.eventsApplied();
    const answer = await refund(charge, 'on top of it');
    expect([answer.status, answer.body.code]).toEqual([409, 'disputed']);
    expect(await shop.platform.db.refundRequest.count({ where: { paymentId: charge } })).toBe(0);
  }, 60_000);

  it('ends it when it has succeeded, and not while it is under way', async () => {
    const { author, charge } = await buyer(CARDS.slowRefund);
    await refund(charge, 'a slow bank');
    await eventually('it is asked for', async () => (await requestFor(charge)).endedAt !== null);
    await shop.eventsApplied();
    expect(await requestFor(charge)).toMatchObject({ state: 'pending', planEndedAt: null });
    expect(await author.billing()).toMatchObject({ plan: 'pro', subscription: { state: 'active' } });
    expect(await shownAs(charge)).toEqual(['Refund requested', 'paid']);
    await shop.sandbox('POST', `refund-succeed/${(await requestFor(charge)).refundId}`);
    await becomes(author, 'free');
    await eventually('the plan is ended', async () => (await requestFor(charge)).planEndedAt !== null);
    expect(await requestFor(charge)).toMatchObject({ state: 'succeeded' });
    expect(await shownAs(charge)).toEqual(['Refunded', 'refunded']);
    expect((await author.billing()).subscription).toBeNull();
  }, 60_000);

  it('leaves it alone when a refund that was under way fails', async () => {
    const { author, charge } = await buyer(CARDS.slowRefund);
    await refund(charge, 'a slow bank');
    await eventually('it is asked for', async () => (await requestFor(charge)).endedAt !== null);
    await shop.sandbox('POST', `refund-fail/${(await requestFor(charge)).refundId}`);
    await shop.eventsApplied();
    expect(await requestFor(charge)).toMatchObject({ state: 'failed', planEndedAt: null });
    expect(await author.billing()).toMatchObject({ plan: 'pro', subscription: { state: 'active' } });
  }, 60_000);

  const refundable = async (id: string) =>
    (await shop.api.ask<PaymentTrace>('GET', `/api/finance/payments/${id}`, { as: 'finance' })).body.payment.refundable;
  async function upgrade(author: Author): Promise<void> {
    await author.ask('POST', '/api/payments/change-plan', { plan: 'enterprise' });
    await becomes(author, 'enterprise');
    await shop.eventsApplied();
  }
  const ON_ENTERPRISE = {
    plan: 'enterprise',
    subscription: { plan: 'enterprise', state: 'active', cancelAtPeriodEnd: false },
  };

  it('counts a refund that Stripe has made and that is not stored here yet', async () => {
    const { charge } = await buyer();
    const before = await refundable(charge);
    const { id } = await shop.platform.db.refundRequest.create({
      data: {
        id: crypto.randomUUID(),
        paymentId: charge,
        amount: 700n,
        currency: 'usd',
        reason: 'a part',
        endPlan: false,
        actorId: crypto.randomUUID(),
        state: 'pending',
        refundId: 're_not_stored_yet',
      },
    });
    expect(BigInt(before.left.minor) - BigInt((await refundable(charge)).left.minor)).toBe(700n);
    await shop.platform.db.refundRequest.update({ where: { id }, data: { state: 'failed' } });
    expect(await refundable(charge)).toEqual(before);
  }, 60_000);

  it('never ends a plan that this payment did not buy, and says so beforehand', async () => {
    const { author, charge } = await buyer();
    expect(await refundable(charge)).toMatchObject({ why: null, endsPlan: 'pro', keepsPlan: null });
    await upgrade(author);
    expect(await refundable(charge)).toMatchObject({ why: null, endsPlan: null, keepsPlan: 'enterprise' });
    for (const more of [{ endPlan: true }, {}]) {
      const answer = await refund(charge, 'the first month', more);
      expect([answer.status, answer.body.code]).toEqual([409, 'other-plan']);
      expect(answer.body.detail).toMatch(/Enterprise now.*Pro/);
    }
    expect(await shop.platform.db.refundRequest.count({ where: { paymentId: charge } })).toBe(0);
    // a partial refund never ends a plan, nor does a full one unless requested
    expect((await refund(charge, 'a part', { amount: '500' })).status).toBe(202);
    await eventually('a part is back', async () => (await requestFor(charge)).state === 'succeeded');
    expect((await refund(charge, 'the rest', { endPlan: false })).status).toBe(202);
    await eventually('all of it is back', async () => (await shownAs(charge))[0] === 'Refunded');
    await shop.eventsApplied();
    expect(await author.billing()).toMatchObject(ON_ENTERPRISE);
    const change = await shop.platform.db.payment.findFirstOrThrow({
      where: { order: { userId: author.id, kind: 'change' } },
    });
    expect(await refundable(change.id)).toMatchObject({ endsPlan: 'enterprise', keepsPlan: null });
    expect((await refund(change.id, 'the larger plan', { endPlan: true })).status).toBe(202);
    await becomes(author, 'free');
    // access ends with the refund, the subscription when Stripe has confirmed its end
    await eventually('the subscription is over', async () => (await author.billing()).subscription === null);
  }, 60_000);

  it('leaves the plan alone that it was changed to while the refund was under way, and says so', async () => {
    const { author, charge } = await buyer(CARDS.slowRefund);
    await refund(charge, 'a slow bank', { endPlan: true });
    await eventually('it is asked for', async () => (await requestFor(charge)).endedAt !== null);
    await shop.eventsApplied();
    const pending = (await author.billing()).orders[0]!;
    expect([pending.state, pending.refunded.minor, pending.refunding.minor]).toEqual(['paid', '0', '1900']);
    await upgrade(author);
    await shop.sandbox('POST', `refund-succeed/${(await requestFor(charge)).refundId}`);
    await eventually('it is decided', async () => (await requestFor(charge)).message !== null);
    await shop.eventsApplied();
    expect(await requestFor(charge)).toMatchObject({
      state: 'succeeded',
      planEndedAt: null,
      message: expect.stringMatching(/Enterprise now.*Pro/),
    });
    expect(await author.billing()).toMatchObject(ON_ENTERPRISE);
    const given = (await author.billing()).orders.find(({ id }) => id === pending.id)!;
    expect([given.state, given.refunded.minor, given.refunding.minor]).toEqual(['refunded', '1900', '0']);
  }, 60_000);

  it('and that Stripe refuses changes nothing: the plan goes on, and the request says why', async () => {
    const { author, charge } = await buyer();
    // the bank is faster than the news of it
    await shop.sandbox('POST', 'faults', { kind: 'delay', ms: 3_600_000 });
    await shop.sandbox('POST', 'dispute', { charge });
    const asked = await refund(charge, 'at the same time');
    expect([asked.status, asked.body.state]).toEqual([202, 'requested']);
    await eventually('the request is over', async () => (await requestFor(charge)).endedAt !== null);
    expect(await requestFor(charge)).toMatchObject({
      state: 'failed',
      planEndedAt: null,
      message: expect.stringMatching(/charged back/),
    });
    expect(await author.billing()).toMatchObject({
      plan: 'pro',
      subscription: { state: 'active', cancelAtPeriodEnd: false },
    });
    await shop.sandbox('DELETE', 'faults');
    // the last of these: from here on the clock of Stripe is ahead of ours
    await shop.pass(0.1);
    await shop.eventsApplied();
    expect(await author.billing()).toMatchObject({ plan: 'pro', subscription: { state: 'active' } });
  }, 60_000);
});
