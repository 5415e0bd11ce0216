import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { balancesOf, post } from '#ledger/ledger.js';
import type { Account, LedgerEntry, Posting } from '#ledger/ledger.js';
import { startEngines } from '../../support/stack.js';
import type { Engines } from '../../support/stack.js';

const usd = (minor: number, currency = 'usd') => ({ minor: BigInt(minor), currency });
const entry = (postings: Posting[], more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  key: newId(),
  kind: 'charge',
  cause: { kind: 'stripe-object', id: 'ch_1' },
  at: new Date('2026-11-01T00:00:00Z'),
  postings,
  ...more,
});
const sale = (minor: number, fee: number): Posting[] => [
  { account: 'stripe-balance', amount: usd(minor - fee) },
  { account: 'stripe-fees', amount: usd(fee) },
  { account: 'revenue', amount: usd(-minor) },
];

describe('the ledger', () => {
  let engines: Engines;
  let db: Database;
  beforeAll(async () => {
    engines = await startEngines();
    db = openDatabase({ url: await engines.newDatabase(), pool: 8, name: 'ledger' });
  });
  afterAll(async () => {
    await db?.$disconnect();
    await engines?.stop();
  });
  const write = (each: LedgerEntry) => db.$transaction((tx) => post(tx, each));
  const balance = async (account: Account, before?: Date) =>
    Object.fromEntries((await balancesOf(db, account, before)).map(({ currency, minor }) => [currency, Number(minor)]));

  it('derives balances from its postings, up to a moment', async () => {
    await write(entry(sale(1900, 85)));
    await write(entry(sale(9900, 317), { at: new Date('2026-12-01T00:00:00Z') }));
    expect(await balance('revenue')).toEqual({ usd: -11_800 });
    expect(await balance('stripe-balance')).toEqual({ usd: 11_398 });
    expect(await balance('revenue', new Date('2026-12-01T00:00:00Z'))).toEqual({ usd: -1900 });
  });

  it('posts a key once, also when written twenty times at once', async () => {
    const once = entry(sale(500, 45));
    const written = await Promise.all(Array.from({ length: 20 }, () => write(once)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await db.ledgerPosting.count({ where: { transaction: { key: once.key } } })).toBe(3);
  });

  it('refuses what is not balanced in each currency, is empty, or comes later', async () => {
    const before = await db.ledgerTransaction.count();
    const bad: Posting[][] = [
      [{ account: 'revenue', amount: usd(-1) }],
      [
        { account: 'revenue', amount: usd(-1) },
        { account: 'bank', amount: usd(1, 'eur') },
      ],
      [
        { account: 'revenue', amount: usd(0) },
        { account: 'bank', amount: usd(0) },
      ],
      [],
    ];
    for (const postings of bad) await expect(write(entry(postings))).rejects.toThrow();
    expect(await db.ledgerTransaction.count()).toBe(before);
    const { id } = await db.ledgerTransaction.findFirstOrThrow();
    const late = [1n, -1n].map((amount) => ({ transactionId: id, account: 'bank', amount, currency: 'usd' }));
    await expect(db.ledgerPosting.createMany({ data: late })).rejects.toThrow(/closed/);
  });

  it('can’t be changed, not even by its owner', async () => {
    for (const run of [
      () => db.ledgerPosting.updateMany({ data: { amount: 1n } }),
      () => db.ledgerPosting.deleteMany(),
      () => db.ledgerTransaction.updateMany({ data: { memo: 'x' } }),
      () => db.$executeRawUnsafe('TRUNCATE "LedgerPosting"'),
    ])
      await expect(run()).rejects.toThrow(/append-only/);
  });

  it('adds up to nothing over all accounts, whatever was posted', async () => {
    const accounts = fc.constantFrom<Account>('stripe-balance', 'bank', 'refunds', 'stripe-fees', 'receivable');
    const part = fc.record({
      account: accounts,
      minor: fc.integer({ min: 1, max: 10 ** 9 }),
      currency: fc.constantFrom('usd', 'eur', 'jpy'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        const postings = parts.flatMap(({ account, minor, currency }): Posting[] => [
          { account, amount: usd(minor, currency) },
          { account: 'revenue', amount: usd(-minor, currency) },
        ]);
        await write(entry(postings));
        const sums = await db.ledgerPosting.groupBy({ by: ['currency'], _sum: { amount: true } });
        expect(sums.every(({ _sum }) => _sum.amount === 0n)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
