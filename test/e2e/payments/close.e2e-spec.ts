import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { closeMonth, prepareMonth } from '#reconciliation/period-close/close-period.js';
import { comparisonOf, noteComparison } from '#reconciliation/period-close/comparison.js';
import { takeEvidence } from '#reconciliation/period-close/evidence.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import { post } from '#ledger/ledger.js';
import { startEngines } from '../../support/stack.js';
import type { Engines } from '../../support/stack.js';

const month = monthNamed('2026-03');
const [FIRST, SECOND] = [newId(), newId()];

describe('closing a month', () => {
  let engines: Engines;
  let db: Database;
  beforeAll(async () => {
    engines = await startEngines({ temporal: false });
    db = openDatabase({ url: await engines.newDatabase(), pool: 12, name: 'close' });
  });
  afterAll(async () => {
    await db?.$disconnect();
    await engines?.stop();
  });

  const at = (day: number): Date => new Date(month.from.getTime() + day * 86_400_000);
  const postCost = (key: string, when: Date) =>
    db.$transaction((tx) =>
      post(tx, {
        key,
        kind: 'cost',
        cause: { kind: 'job', id: key },
        at: when,
        postings: [
          { account: 'provider-costs', amount: { minor: 5n, currency: 'usd' } },
          { account: 'provider-payable', amount: { minor: -5n, currency: 'usd' } },
        ],
      }),
    );
  const now = new Date(month.to.getTime() + 10 * 86_400_000);
  const prepare = async () => {
    let written: string[] = [];
    const { createHash } = await import('node:crypto');
    const evidence = await prepareMonth(db, month, {
      actorId: FIRST,
      now,
      store: (lines) => {
        written = lines;
        return Promise.resolve(createHash('sha256').update(lines.join('')).digest('hex'));
      },
      record: () => Promise.resolve(),
    });
    return { evidence, written };
  };
  const close = (digest: string, actorId = SECOND) =>
    closeMonth(db, month, { actorId, digest, reason: 'all is well', now, record: () => Promise.resolve() });
  const whole = { from: month.from, to: month.to, trigger: 'person', rules: 1, asOf: now, state: 'completed' };
  /** A complete run, as its first batch notes it. */
  const reconciled = async () => {
    const id = newId();
    await db.reconciliationRun.create({ data: { ...whole, id } });
    await noteComparison(db, id);
  };
  const digestNow = async () => (await takeEvidence(db, { month, rules: 1, asOf: now })).digest;

  it('says what stands in its way', async () => {
    await postCost('early', new Date('2026-02-10T00:00:00Z'));
    await postCost('one', at(1));
    const refused = await prepare();
    expect(refused.evidence).toMatchObject({
      refused: 'obstacles',
      why: expect.stringMatching(/2026-02 has postings.*No reconciliation has covered/),
    });
    await db.period.create({
      data: { month: '2026-02', state: 'closed', digest: 'x', rules: 1, preparedById: FIRST, preparedAt: now },
    });
    await db.reconciliationRun.create({
      data: { id: newId(), from: month.from, to: month.to, trigger: 'person', rules: 1, asOf: now, state: 'completed' },
    });
    await db.$transaction((tx) =>
      post(tx, {
        key: 'bt:txn_nobody',
        kind: 'charge',
        cause: { kind: 'stripe-object', id: 'txn_nobody' },
        at: at(2),
        postings: [
          { account: 'stripe-balance', amount: { minor: 7n, currency: 'usd' } },
          { account: 'revenue', amount: { minor: -7n, currency: 'usd' } },
        ],
      }),
    );
    expect((await prepare()).evidence).toMatchObject({
      refused: 'obstacles',
      why: expect.stringMatching(/0\.07 USD in our ledger and by 0\.00 USD at Stripe; 1 transactions differ/),
    });
    const record = {
      kind: 'balance_transaction',
      id: 'txn_nobody',
      status: 'pending',
      amount: 7n,
      net: 7n,
      currency: 'usd',
      createdAt: at(2),
      runId: newId(),
    };
    await db.stripeRecord.create({ data: { ...record, type: 'charge' } });
    // what the run compared is older than what was changed since
    expect((await prepare()).evidence).toMatchObject({
      refused: 'obstacles',
      why: expect.stringMatching(/^The month was changed \(last on .* UTC\) after the reconciliation/),
    });
    await reconciled();
    expect((await prepare()).evidence).toMatchObject({ transactions: 1 });
  });

  it.each([
    [
      'a payment is written',
      () => db.payment.create({ data: { id: 'ch_new', amount: 5n, currency: 'usd', state: 'succeeded', at: at(5) } }),
    ],
    ['a payment is changed', () => db.payment.update({ where: { id: 'ch_new' }, data: { refunded: 2n } })],
    [
      'a refund is written',
      () =>
        db.refund.create({
          data: { id: 're_new', paymentId: 'ch_new', amount: 2n, currency: 'usd', state: 'succeeded', at: at(6) },
        }),
    ],
    [
      'a dispute is written',
      () =>
        db.dispute.create({
          data: {
            id: 'dp_new',
            paymentId: 'ch_new',
            amount: 2n,
            currency: 'usd',
            state: 'lost',
            reason: 'x',
            at: at(6),
          },
        }),
    ],
    [
      'a payout is written',
      () =>
        db.payout.create({
          data: {
            id: 'po_new',
            amount: 2n,
            currency: 'usd',
            state: 'paid',
            automatic: true,
            arrivesAt: at(7),
            at: at(7),
          },
        }),
    ],
    [
      'Stripe says something else',
      () =>
        db.stripeRecord.update({
          where: { kind_id: { kind: 'balance_transaction', id: 'txn_nobody' } },
          data: { status: 'available' },
        }),
    ],
  ] as const)('needs a complete run after %s', async (_what, change) => {
    await change();
    expect((await prepare()).evidence).toMatchObject({
      refused: 'obstacles',
      why: expect.stringMatching(/was changed/),
    });
    await db.reconciliationRun.create({ data: { ...whole, id: newId(), state: 'failed', comparedAt: new Date() } });
    await db.reconciliationRun.create({
      data: { ...whole, id: newId(), trigger: 'rehearsal', comparedAt: new Date() },
    });
    await db.reconciliationRun.create({ data: { ...whole, id: newId(), from: at(1), comparedAt: new Date() } });
    expect((await prepare()).evidence).toMatchObject({ refused: 'obstacles' });
    await reconciled();
    expect((await prepare()).evidence).toMatchObject({ transactions: 1 });
  });

  it('is not stopped by a look that finds what is there, nor by what happened in another month', async () => {
    await db.payment.update({ where: { id: 'ch_new' }, data: { refunded: 2n, state: 'succeeded' } });
    await db.payment.create({
      data: { id: 'ch_april', amount: 5n, currency: 'usd', state: 'succeeded', at: month.to },
    });
    await db.stripeRecord.updateMany({ data: { runId: newId() } });
    expect((await prepare()).evidence).toMatchObject({ transactions: 1 });
  });

  it('says that both sides agree only of a comparison that is newer than the data', async () => {
    expect(await comparisonOf(db, month)).toMatchObject({ state: 'current' });
    await db.payment.update({ where: { id: 'ch_new' }, data: { refunded: 1n } });
    expect(await comparisonOf(db, month)).toMatchObject({ state: 'stale' });
    await reconciled();
    expect(await comparisonOf(db, month)).toMatchObject({ state: 'current' });
    expect(await comparisonOf(db, monthNamed('2026-02'))).toEqual({ state: 'none', at: null });
  });

  it('takes what an open transaction writes for newer than the comparison', async () => {
    const run = { ...whole, id: newId(), state: 'running' };
    await db.reconciliationRun.create({ data: run });
    await db.$transaction(async (tx) => {
      await tx.payment.update({ where: { id: 'ch_new' }, data: { refunded: 3n } });
      await noteComparison(db, run.id);
    });
    await db.reconciliationRun.update({ where: { id: run.id }, data: { state: 'completed' } });
    expect((await prepare()).evidence).toMatchObject({
      refused: 'obstacles',
      why: expect.stringMatching(/was changed/),
    });
    await reconciled();
  });

  it('gives the same bytes whatever becomes known later', async () => {
    const { evidence, written } = await prepare();
    await db.stripeRecord.updateMany({ data: { payoutId: 'po_1', status: 'available', availableAt: now } });
    await reconciled();
    const again = await prepare();
    expect(again.written).toEqual(written);
    expect(again.evidence).toEqual(evidence);
  });

  it('needs two people, and lets no post slip in between', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { evidence } = await prepare();
      const { digest } = evidence as { digest: string };
      expect(await close(digest, FIRST)).toEqual({ refused: 'same-person' });
      const posts = Array.from({ length: 8 }, (_, each) => postCost(`race-${round}-${each}`, at(3)));
      const result = await close(digest);
      await Promise.all(posts);
      if (result === 'closed') break;
      expect(result).toEqual({ refused: 'changed' });
      if (round === 18) await Promise.all(posts);
    }
    let period = await db.period.findUniqueOrThrow({ where: { month: month.name } });
    if (period.state !== 'closed') {
      const { evidence } = await prepare();
      expect(await close((evidence as { digest: string }).digest)).toBe('closed');
      period = await db.period.findUniqueOrThrow({ where: { month: month.name } });
    }
    expect(await digestNow()).toBe(period.digest);
    expect(await postCost('after', at(4))).toBe(true);
    expect(await postCost('before that', new Date('2025-12-31T00:00:00Z'))).toBe(true);
    expect(
      await db.ledgerTransaction.findMany({
        where: { key: { in: ['after', 'before that'] } },
        select: { adjusts: true },
        orderBy: { key: 'asc' },
      }),
    ).toEqual([{ adjusts: '2026-03' }, { adjusts: '2025-12' }]);
    expect(await digestNow()).toBe(period.digest);
    expect(
      await db.ledgerTransaction.count({ where: { at: { gte: month.from, lt: month.to }, adjusts: { not: null } } }),
    ).toBe(0);
  });

  it('stays closed, whoever tries', async () => {
    expect((await prepare()).evidence).toEqual({ refused: 'closed' });
    await expect(db.period.update({ where: { month: month.name }, data: { digest: 'other' } })).rejects.toThrow(
      /closed/,
    );
    await expect(
      db.ledgerTransaction.create({
        data: { id: newId(), key: 'x', kind: 'x', causeKind: 'job', causeId: 'x', at: at(5) },
      }),
    ).rejects.toThrow(/closed/);
  });
});
