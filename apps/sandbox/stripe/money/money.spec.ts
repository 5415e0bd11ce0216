import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { DAY, StripeShop } from '../../../../test/support/stripe-shop.js';
import { cardFee, readable, share } from './fees.js';

describe('fees', () => {
  it.each([
    [1000, 'usd', 59],
    [1050, 'usd', 60], // 30.45 + 30, rounded down
    [50, 'usd', 31], // 1.45 + 30
    [500, 'usd', 45], // 14.5 + 30: a half goes up
    [99_999_999, 'usd', 2_900_030],
    [1000, 'jpy', 36],
    [1250, 'jpy', 45],
    [125, 'jpy', 5], // 4.5: a half goes up
    [10, 'jpy', 0], // 0.36
  ])('of %i %s are %i', (amount, currency, fee) => expect(cardFee(amount, currency)).toBe(fee));

  it('are written as people read them, with and without minor units', () => {
    expect([readable(1200, 'usd'), readable(1200, 'jpy')]).toEqual(['$12.00', '¥1,200']);
    const others = ['ugx', 'isk', 'kwd'].map((currency) => readable(1200, currency).replace(/\s/, ' '));
    expect(others).toEqual(['UGX 12.00', 'ISK 12.00', 'KWD 1.200']);
  });
});

describe('a share of an amount by time', () => {
  it('is exact where floating point is not', () => {
    expect(share(99_999_999, 2_592_001, 2_592_003)).toBe(99_999_922);
    expect([share(5, 1, 2), share(-5, 1, 2), share(1000, 0, 7), share(1000, 7, 7)]).toEqual([3, -3, 0, 1000]);
  });
});

describe('money', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await StripeShop.open();
  });
  afterEach(() => shop.close());

  const chargeOf = async (customer: string) => {
    const charge = (await shop.stripe.charges.list({ customer })).data[0];
    if (!charge) throw new Error('There is no charge.');
    return charge;
  };
  const paid = async (amount: number, more: Partial<Stripe.PriceCreateParams> = {}) =>
    chargeOf((await shop.subscribe(amount, undefined, more)).customer);
  const bookings = async (params: Stripe.BalanceTransactionListParams = {}) =>
    (await shop.stripe.balanceTransactions.list({ limit: 100, ...params })).data;

  it('is pending for two days, then available', async () => {
    const charge = await paid(1000);
    const [booking] = await bookings({ source: charge.id });
    expect(booking).toMatchObject({ amount: 1000, fee: 59, net: 941, status: 'pending', type: 'charge' });
    expect((booking?.available_on ?? 0) - (booking?.created ?? 0)).toBe(2 * DAY);
    expect((await shop.stripe.balance.retrieve()).pending).toEqual([
      { amount: 941, currency: 'usd', source_types: { card: 941 } },
    ]);
    await shop.admin('POST', 'clock', { now: booking?.available_on });
    expect((await bookings({ source: charge.id }))[0]?.status).toBe('available');
  });

  it('of zero-decimal currencies has other fees and its own payouts', async () => {
    await paid(1250, { currency: 'jpy' });
    await paid(1000);
    await shop.advance(4);
    const payouts = (await shop.stripe.payouts.list()).data.map(({ currency, amount }) => [currency, amount]);
    expect(payouts.sort()).toEqual([
      ['jpy', 1205],
      ['usd', 941],
    ]);
  });

  it('is paid out in whole units where its currency asks for that, and a fraction waits', async () => {
    await paid(100_050, { currency: 'huf' });
    await shop.advance(3);
    await paid(100_050, { currency: 'huf' });
    await shop.advance(3);
    const amounts = (await shop.stripe.payouts.list()).data.map(({ amount }) => amount).reverse();
    // 1000.50 less 2.9 % and 0.30 is 971.19, twice: 19 hundredths stay, then 38
    expect(amounts).toEqual([97_100, 97_100]);
    const [left] = (await shop.stripe.balance.retrieve()).available;
    expect(left).toMatchObject({ currency: 'huf', amount: 38 });
  });

  it.each([
    ['ugx', 1_950, 2_000],
    ['isk', 1_950, 2_000],
    ['kwd', 1_955, 1_950],
  ])('of %s is not charged or given back in fractions that cards do not take', async (currency, wrong, right) => {
    await expect(shop.price(wrong, { currency })).rejects.toMatchObject({ statusCode: 400, param: 'unit_amount' });
    const charge = await paid(right, { currency });
    await expect(shop.stripe.refunds.create({ charge: charge.id, amount: 55 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
    });
  });

  it('leaves in a payout that lists all that is in it, and adds up to nothing', async () => {
    const { subscription } = await shop.subscribe(1000);
    await paid(2000);
    await shop.advance(3.1);
    const [payout] = (await shop.stripe.payouts.list()).data;
    const inside = await bookings({ payout: payout?.id });
    expect(inside.map(({ type, net }) => [type, net]).sort()).toEqual([
      ['charge', 1912],
      ['charge', 941],
      ['payout', -2853],
    ]);
    expect(payout?.amount).toBe(2853);
    expect(inside.reduce((sum, { net }) => sum + net, 0)).toBe(0);
    expect(subscription.status).toBe('active');
  });

  it('goes from payout to bank in steps, and the trace id comes silently', async () => {
    const charge = await paid(1000);
    const [booking] = await bookings({ source: charge.id });
    const midnight = Math.ceil((booking?.available_on ?? 0) / DAY) * DAY;
    const steps: unknown[] = [];
    for (const hours of [0, 1, 24, 25]) {
      await shop.admin('POST', 'clock', { now: midnight + hours * 3600 + 5 });
      const [payout] = (await shop.stripe.payouts.list()).data;
      steps.push([payout?.created, payout?.status, payout?.reconciliation_status, payout?.trace_id?.status]);
    }
    expect(steps).toEqual([
      [midnight, 'pending', 'in_progress', undefined],
      [midnight, 'in_transit', 'in_progress', undefined],
      [midnight, 'paid', 'in_progress', 'pending'],
      [midnight, 'paid', 'completed', 'supported'],
    ]);
    expect((await shop.eventTypes()).filter((type) => type.startsWith('payout.'))).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ]);
  });

  it('of a failed payout comes back and leaves with the next one', async () => {
    const charge = await paid(1000);
    // a day later it would be at the bank, whatever the hour at which this test runs
    const [booking] = await bookings({ source: charge.id });
    await shop.admin('POST', 'clock', { now: Math.ceil((booking?.available_on ?? 0) / DAY) * DAY + 60, settle: true });
    const [first] = (await shop.stripe.payouts.list()).data;
    const failed = await shop.admin('POST', `payout-fail/${first?.id}`);
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    await shop.advance(1);
    const [second] = (await shop.stripe.payouts.list()).data;
    expect(second).toMatchObject({ amount: 941 });
    expect(second?.id).not.toBe(first?.id);
    expect((await bookings({ payout: second?.id })).map(({ type }) => type).sort()).toEqual([
      'payout',
      'payout_failure',
    ]);
    expect(await shop.eventTypes()).not.toContain('payout.paid');
  });

  it('is refunded in parts up to the whole, and the fee stays with Stripe', async () => {
    const charge = await paid(1000);
    const part = await shop.stripe.refunds.create({
      payment_intent: charge.payment_intent as string,
      amount: 300,
      reason: 'requested_by_customer',
      metadata: { order: '7' },
      expand: ['balance_transaction'],
    });
    expect(part).toMatchObject({ status: 'succeeded', metadata: { order: '7' } });
    expect(part.balance_transaction).toMatchObject({
      type: 'refund',
      amount: -300,
      fee: 0,
      net: -300,
      source: part.id,
    });
    expect(await shop.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 300, refunded: false });
    await expect(shop.stripe.refunds.create({ charge: charge.id, amount: 701 })).rejects.toMatchObject({
      param: 'amount',
    });
    await shop.stripe.refunds.create({ charge: charge.id });
    expect(
      await shop.stripe.charges.retrieve(charge.id, { expand: ['refunds.data.balance_transaction'] }),
    ).toMatchObject({
      refunded: true,
      refunds: { data: [{ balance_transaction: { amount: -700 } }, { balance_transaction: { amount: -300 } }] },
    });
    await expect(shop.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  it('comes back when a refund fails, and can be refunded again', async () => {
    const charge = await paid(1000);
    const { id } = await shop.stripe.refunds.create({ charge: charge.id });
    await shop.admin('POST', `refund-fail/${id}`);
    const refund = await shop.stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(refund).toMatchObject({
      status: 'failed',
      failure_balance_transaction: { type: 'refund_failure', net: 1000 },
    });
    expect(await shop.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await shop.stripe.refunds.create({ charge: charge.id })).status).toBe('succeeded');
  });

  it('is taken back by a dispute with its fee, and returns when the dispute is won', async () => {
    const charge = await paid(4000);
    const { id } = await shop.admin<{ id: string }>('POST', 'dispute', { charge: charge.id, reason: 'fraudulent' });
    const dispute = await shop.stripe.disputes.retrieve(id);
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 4000, reason: 'fraudulent' });
    expect(dispute.balance_transactions).toMatchObject([
      { type: 'adjustment', reporting_category: 'dispute', amount: -4000, fee: 1500, net: -5500 },
    ]);
    await expect(shop.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({ code: 'charge_disputed' });
    const answered = await shop.stripe.disputes.update(id, { evidence: { uncategorized_text: 'It was delivered.' } });
    expect(answered.status).toBe('under_review');
    await shop.admin('POST', `dispute/${id}/resolve`, { won: true });
    expect(await shop.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'won',
      balance_transactions: [{ net: -5500 }, { reporting_category: 'dispute_reversal', net: 4000 }],
    });
    expect((await shop.eventTypes()).filter((type) => type.startsWith('charge.dispute'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
  });

  it('is lost when a dispute is accepted', async () => {
    const charge = await paid(4000);
    const { id } = await shop.admin<{ id: string }>('POST', 'dispute', { charge: charge.id, amount: 1000 });
    expect(await shop.stripe.disputes.close(id)).toMatchObject({ status: 'lost' });
    expect((await bookings({ source: id })).map(({ net }) => net)).toEqual([-2500]);
    await expect(shop.stripe.disputes.close(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('waits for later payments when more was given back than came in', async () => {
    const charge = await paid(1000);
    await shop.stripe.refunds.create({ charge: charge.id });
    await shop.advance(5);
    expect((await shop.stripe.payouts.list()).data).toEqual([]);
    await paid(5000);
    await shop.advance(4);
    const [payout] = (await shop.stripe.payouts.list()).data;
    expect(payout?.amount).toBe(941 - 1000 + 4825);
  });
});
