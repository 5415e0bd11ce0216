import { describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { lossOf } from './dispute-loss.js';

const txn = (amount: number, currency: string, category = 'dispute', created = 1_790_000_000) =>
  ({ amount, currency, reporting_category: category, created }) as Stripe.BalanceTransaction;
const lines = (status: string, transactions: Stripe.BalanceTransaction[]) =>
  lossOf({ id: 'dp_1', status: status as Stripe.Dispute.Status, balance_transactions: transactions })?.postings.map(
    ({ account, amount }) => `${account} ${amount.minor} ${amount.currency}`,
  ) ?? null;

describe('what is lost in a dispute', () => {
  it.each([
    ['nothing while it is open', 'needs_response', [txn(-1_750, 'eur')], null],
    [
      'what was withheld, in the currency that it was settled in',
      'lost',
      [txn(-1_750, 'eur')],
      ['dispute-losses 1750 eur', 'disputed-funds -1750 eur'],
    ],
    [
      'each currency by itself',
      'lost',
      [txn(-1_000, 'eur'), txn(-500, 'usd')],
      ['dispute-losses 1000 eur', 'disputed-funds -1000 eur', 'dispute-losses 500 usd', 'disputed-funds -500 usd'],
    ],
    ['nothing where nothing was withheld', 'lost', [], null],
    ['nothing of what came back', 'won', [txn(-1_750, 'eur'), txn(1_750, 'eur', 'dispute_reversal')], null],
    [
      'the difference of two exchange rates',
      'won',
      [txn(-1_750, 'eur'), txn(1_730, 'eur', 'dispute_reversal')],
      ['dispute-losses 20 eur', 'disputed-funds -20 eur'],
    ],
    ['nothing before what was won is back', 'won', [txn(-1_750, 'eur')], null],
  ] as const)('is %s', (_what, status, transactions, expected) =>
    expect(lines(status, [...transactions])).toEqual(expected),
  );
});
