import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExceptionSummary, ExceptionView, RepairPreview, RunView } from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import { newId } from '#database/ids.js';
import { startShop } from '../../support/payments.js';
import type { Author, Shop } from '../../support/payments.js';
import { eventually } from '../../support/stack.js';

const DAY_MS = 86_400_000;

describe('a repair that finance confirms', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    // two days ago at Stripe: what is wrong since then is not merely late
    await shop.sandbox('POST', 'clock', { now: Math.floor((Date.now() - 3 * DAY_MS) / 1000) });
  });
  afterAll(() => shop?.stop());

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await shop.api.ask<T>(method, `/api/finance/${path}`, { as: 'finance', ...(body ? { body } : {}) })).body;

  async function reconcile(): Promise<Partial<Record<string, number>>> {
    const window = { from: new Date(Date.now() - 10 * DAY_MS).toISOString(), to: new Date().toISOString() };
    let run = await ask<RunView>('POST', 'reconciliations', window);
    await eventually(
      'the run is over',
      async () => (run = await ask<RunView>('GET', `reconciliations/${run.id}`)).endedAt !== null,
    );
    expect([run.state, run.message]).toEqual(['completed', null]);
    return run.counts.found;
  }

  /** The one thing that is open, shown and then repaired. */
  async function repairTheOne(type: string): Promise<RepairPreview> {
    const { items } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    expect(items.map((item) => item.type)).toEqual([type]);
    const id = items[0]!.id;
    const preview = await ask<RepairPreview>('GET', `items/${id}/repair`);
    expect(preview).toMatchObject({ possible: true, why: null });
    await ask('POST', `items/${id}/repair`, { digest: preview.digest, reason: 'as shown' });
    await eventually(
      'it is repaired',
      async () => (await ask<ExceptionView>('GET', `items/${id}`)).state === 'resolved',
    );
    return preview;
  }

  async function paid(): Promise<{ author: Author; charge: string; orderId: string }> {
    const author = await shop.author();
    await author.buy('pro');
    await shop.eventsApplied();
    const order = await shop.platform.db.order.findFirstOrThrow({
      where: { userId: author.id, state: 'paid' },
      include: { payments: true },
    });
    return { author, charge: order.payments[0]!.id, orderId: order.id };
  }

  it('takes a plan away whose payment went back', async () => {
    const { db } = shop.platform;
    const { charge, orderId } = await paid();
    await shop.stripe.refunds.create({ charge });
    await shop.eventsApplied();
    await db.entitlement.update({ where: { orderId }, data: { revokedAt: null, revokedBecause: null } });
    await shop.pass(2);
    await shop.eventsApplied();
    expect(await reconcile()).toEqual({ refunded_still_downloadable: 1 });
    const preview = await repairTheOne('refunded_still_downloadable');
    expect(preview).toMatchObject({ repair: 'revoke-access', movesMoney: false });
    expect((await db.entitlement.findUniqueOrThrow({ where: { orderId } })).revokedAt).not.toBeNull();
    expect(await reconcile()).toEqual({});
  });

  it('gives the second of two charges for one thing back, once', async () => {
    const { db } = shop.platform;
    const first = await paid();
    await shop.sandbox('POST', 'clock', { advanceSeconds: 60 });
    const second = await paid();
    await db.entitlement.delete({ where: { orderId: second.orderId } });
    await db.payment.update({ where: { id: second.charge }, data: { orderId: first.orderId } });
    expect(await reconcile()).toMatchObject({ duplicate: 1 });
    const preview = await repairTheOne('duplicate');
    expect(preview).toMatchObject({ repair: 'refund-duplicate', movesMoney: true });
    expect(preview.changes[0]).toContain(second.charge);
    const refunds = await shop.stripe.refunds.list({ charge: second.charge });
    expect(refunds.data.map(({ amount, reason }) => [amount, reason])).toEqual([[1900, 'duplicate']]);
    expect((await shop.stripe.refunds.list({ charge: first.charge })).data).toEqual([]);
    await shop.eventsApplied();
  });

  it('previews what a refresh from Stripe would find, and changes nothing', async () => {
    const { db } = shop.platform;
    await shop.sandbox('POST', 'clock', { now: Math.floor((Date.now() - 3 * DAY_MS) / 1000) });
    await shop.sandbox('POST', 'fill', { payments: 1, seed: 11, days: 1 });
    await shop.sandbox('POST', 'clock', { now: Math.floor(Date.now() / 1000) });
    await shop.eventsApplied();
    expect(await reconcile()).toEqual({ missing_local: 1 });
    const { items } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    const rows = async () => [
      await db.payment.count(),
      await db.ledgerTransaction.count(),
      await db.stripeRecord.count(),
    ];
    const before = await rows();
    const preview = await ask<RepairPreview>('GET', `items/${items[0]!.id}/repair`);
    expect(await rows()).toEqual(before);
    expect(preview).toMatchObject({
      repair: 'look-again',
      reveals: [{ type: 'paid_not_delivered', words: expect.stringMatching(/belong to no order/) }],
    });
    await ask('POST', `items/${items[0]!.id}/repair`, { digest: preview.digest, reason: 'as shown' });
    await eventually(
      'it is repaired',
      async () => (await ask<ExceptionView>('GET', `items/${items[0]!.id}`)).state === 'resolved',
    );
    expect(await reconcile()).toEqual({ paid_not_delivered: 1 });
    const { items: found } = await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved');
    expect(found.map(({ type, words }) => ({ type, words }))).toEqual(preview.reveals);
    // to look again would change nothing, and the next run would find it again
    expect(await ask<RepairPreview>('GET', `items/${found[0]!.id}/repair`)).toMatchObject({
      possible: false,
      why: expect.stringMatching(/find this again/),
    });
    await ask('POST', `items/${found[0]!.id}/resolve`, { reason: 'a test' });
  }, 90_000);

  it('posts what Stripe has booked and our ledger has not', async () => {
    const { db } = shop.platform;
    await shop.sandbox('POST', 'faults', { kind: 'drop' });
    await shop.sandbox('POST', 'fill', { payments: 1, seed: 5, days: 1 });
    const { data } = await shop.stripe.charges.list({ limit: 100, expand: ['data.balance_transaction'] });
    const strange = data.find(({ id }) => id.includes('fill'));
    const txn = strange!.balance_transaction as { id: string; fee: number; net: number };
    const unposted = await db.reconciliationException.create({
      data: {
        id: newId(),
        key: `missing_local:${txn.id}`,
        type: 'missing_local',
        state: 'open',
        subjectKind: 'balance_transaction',
        subjectId: txn.id,
        chargeId: strange!.id,
        words: 'Stripe has booked what our ledger has not.',
        occurredAt: new Date(strange!.created * 1000),
        runId: newId(),
        rules: 1,
        repair: 'post-to-ledger',
      },
    });
    const preview = await ask<RepairPreview>('GET', `items/${unposted.id}/repair`);
    await ask('POST', `items/${unposted.id}/repair`, { digest: preview.digest, reason: 'as shown' });
    await eventually('it is posted', async () => {
      const entry = await db.ledgerTransaction.findUnique({
        where: { key: `bt:${txn.id}` },
        include: { postings: true },
      });
      return entry?.postings.find(({ account }) => account === 'stripe-balance')?.amount === BigInt(txn.net);
    });
    expect(await db.auditEntry.count({ where: { subjectId: unposted.id, act: 'finance-repair' } })).toBe(1);
  });
});
