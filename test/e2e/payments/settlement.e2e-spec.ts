import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExceptionSummary, ExceptionView, PaymentSummary, RepairPreview, RunView } from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import { balancesOf, post } from '#ledger/ledger.js';
import type { Account } from '#ledger/ledger.js';
import { startShop } from '../../support/payments.js';
import type { Author, Shop } from '../../support/payments.js';
import { eventually } from '../../support/stack.js';

const DAY_MS = 86_400_000;

/** Charged in usd, settled in eur: 1900 usd are 1750 eur. */
describe('a shop that Stripe settles in another currency', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    await shop.sandbox('POST', 'clock', { now: Math.floor((Date.now() - 3 * DAY_MS) / 1000) });
    await shop.sandbox('POST', 'settlement', { currency: 'eur', rates: { usd: 1750 / 1900 } });
  }, 120_000);
  afterAll(() => shop?.stop());

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await shop.api.ask<T>(method, `/api/finance/${path}`, { as: 'finance', ...(body ? { body } : {}) })).body;
  const balance = async (account: Account) =>
    Object.fromEntries(
      (await balancesOf(shop.platform.db, account)).map(({ currency, minor }) => [currency, Number(minor)]),
    );

  async function reconcile(): Promise<RunView['counts']['found']> {
    const window = { from: new Date(Date.now() - 10 * DAY_MS).toISOString(), to: new Date().toISOString() };
    let run = await ask<RunView>('POST', 'reconciliations', window);
    await eventually(
      'the run is over',
      async () => (run = await ask<RunView>('GET', `reconciliations/${run.id}`)).endedAt !== null,
    );
    expect([run.state, run.message]).toEqual(['completed', null]);
    return run.counts.found;
  }

  async function paid(): Promise<{ author: Author; charge: string }> {
    const author = await shop.author();
    await author.buy('pro');
    await shop.eventsApplied();
    const payment = await shop.platform.db.payment.findFirstOrThrow({ where: { order: { userId: author.id } } });
    return { author, charge: payment.id };
  }

  it('shows fee and settled amount in the currency that they are in, up to the file', async () => {
    const { charge } = await paid();
    const { items } = await ask<Listing<PaymentSummary>>('GET', 'payments');
    expect(items.find(({ id }) => id === charge)).toMatchObject({
      amount: { minor: '1900', currency: 'usd' },
      settled: { minor: '1750', currency: 'eur' },
      fee: { minor: '81', currency: 'eur' },
      refundable: { left: { minor: '1900', currency: 'usd' }, why: null },
    });
    const file = await ask<string>('GET', 'payments.csv');
    const [head, row] = file
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const cell = (name: string) => row![head!.findIndex((each) => each.endsWith(name))];
    expect([cell('amount'), cell('currency'), cell('fee'), cell('settled'), cell('settled and fee in')]).toEqual([
      '19.00',
      'USD',
      '0.81',
      '17.50',
      'EUR',
    ]);
    expect(await balance('revenue')).toEqual({ eur: -1750 });
    expect(await reconcile()).toEqual({});
  }, 90_000);

  it('loses a dispute in the currency that was withheld, so that nothing stays withheld', async () => {
    const { charge } = await paid();
    const { id } = await shop.sandbox<{ id: string }>('POST', 'dispute', { charge });
    await shop.eventsApplied();
    expect(await balance('disputed-funds')).toEqual({ eur: 1750 });
    await shop.sandbox('POST', `dispute/${id}/resolve`, { won: false });
    await shop.eventsApplied();
    expect(await balance('disputed-funds')).toEqual({ eur: 0 });
    expect(await balance('dispute-losses')).toEqual({ eur: 1750 });
    const { items } = await ask<Listing<PaymentSummary>>('GET', 'payments?state=disputed');
    expect(items.map(({ refundable }) => refundable.why)).toEqual(['disputed']);
  }, 90_000);

  it('refunds in the currency of the charge, and books it in its own', async () => {
    const { charge } = await paid();
    await shop.stripe.refunds.create({ charge, amount: 950 });
    await shop.eventsApplied();
    const refund = await shop.platform.db.refund.findFirstOrThrow({ where: { paymentId: charge } });
    expect(refund).toMatchObject({ amount: 950n, currency: 'usd', settledAmount: -875n, settledCurrency: 'eur' });
    expect(await balance('refunds')).toEqual({ eur: 875 });
    expect(await reconcile()).toEqual({});
  }, 90_000);

  it('shows a loss that an earlier version posted in the wrong currency, and corrects it when asked', async () => {
    const { db } = shop.platform;
    const { charge } = await paid();
    const { id } = await shop.sandbox<{ id: string }>('POST', 'dispute', { charge });
    await shop.eventsApplied();
    await db.$transaction((tx) =>
      post(tx, {
        key: `dispute-lost:${id}`,
        kind: 'dispute-lost',
        cause: { kind: 'stripe-object', id },
        at: new Date(),
        postings: [
          { account: 'dispute-losses', amount: { minor: 1900n, currency: 'usd' } },
          { account: 'disputed-funds', amount: { minor: -1900n, currency: 'usd' } },
        ],
      }),
    );
    await shop.sandbox('POST', `dispute/${id}/resolve`, { won: false });
    await shop.eventsApplied();
    const before = await db.ledgerTransaction.count();
    expect(await reconcile()).toEqual({ dispute: 1 });
    expect(await db.ledgerTransaction.count()).toBe(before);
    const { items } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    expect(items).toMatchObject([
      { type: 'dispute', subjectId: id, local: '17.50 EUR and -19.00 USD withheld', repair: 'post-to-ledger' },
    ]);
    const item = items[0]!.id;
    const preview = await ask<RepairPreview>('GET', `items/${item}/repair`);
    expect(preview.changes).toEqual(
      expect.arrayContaining(['Debit dispute-losses with 17.50 EUR', 'Credit dispute-losses with 19.00 USD']),
    );
    await ask('POST', `items/${item}/repair`, { digest: preview.digest, reason: 'as shown' });
    await eventually(
      'it is repaired',
      async () => (await ask<ExceptionView>('GET', `items/${item}`)).state === 'resolved',
    );
    expect(await balance('disputed-funds')).toEqual({ eur: 0, usd: 0 });
    expect(await balance('dispute-losses')).toEqual({ eur: 3500, usd: 0 });
    expect(await reconcile()).toEqual({});
  }, 90_000);

  it('places top-ups and reserves where they belong, and asks about what it does not know', async () => {
    await shop.sandbox('POST', 'movement', { type: 'topup', amount: 5_000, currency: 'eur' });
    await shop.sandbox('POST', 'movement', {
      type: 'reserve_transaction',
      category: 'risk_reserved_funds',
      amount: -2_000,
      currency: 'eur',
    });
    await shop.sandbox('POST', 'movement', { type: 'climate_order_purchase', amount: -300, currency: 'eur' });
    await shop.pass(2);
    await shop.eventsApplied();
    expect(await reconcile()).toEqual({ missing_local: 2, status: 1 });
    const { items } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    for (const { id } of items) {
      const preview = await ask<RepairPreview>('GET', `items/${id}/repair`);
      await ask('POST', `items/${id}/repair`, { digest: preview.digest, reason: 'as shown' });
      await eventually(
        'it is posted',
        async () => (await ask<ExceptionView>('GET', `items/${id}`)).state === 'resolved',
      );
    }
    expect([await balance('reserved-funds'), await balance('suspense')]).toEqual([{ eur: 2_000 }, { eur: 300 }]);
    expect(Object.keys(await balance('bank'))).toEqual(['eur']);
    // what waits on suspense waits for a person's word
    expect(await reconcile()).toEqual({ status: 1 });
    const { items: left } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    expect(left).toMatchObject([{ type: 'status', local: 'posted to suspense', repair: null }]);
  }, 90_000);
});
