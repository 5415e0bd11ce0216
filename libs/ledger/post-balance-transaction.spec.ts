import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { KNOWN_TYPES, UNUSED_TYPES, accountOf } from './balance-transaction-types.js';
import { postingsOf } from './post-balance-transaction.js';

/** The types that Stripe's SDK of the pinned API version lists. */
function typesOfStripe(): string[] {
  const text = readFileSync('node_modules/stripe/esm/resources/BalanceTransactions.d.ts', 'utf8');
  const union = /type Type = ([^;]+);/.exec(text)?.[1] ?? '';
  return [...union.matchAll(/'([a-z_]+)'/g)].map(([, type]) => type!);
}

/** What each kind is posted to, beside the balance and the fee. */
const PLACES: [type: string, category: string, account: string | null][] = [
  ['charge', 'charge', 'revenue'],
  ['payment', 'charge', 'revenue'],
  ['refund', 'refund', 'refunds'],
  ['payment_refund', 'refund', 'refunds'],
  ['refund_failure', 'refund_failure', 'refunds'],
  ['payment_failure_refund', 'charge_failure', 'refunds'],
  ['payment_reversal', 'charge_failure', 'refunds'],
  ['payout', 'payout', 'in-transit'],
  ['payout_cancel', 'payout_reversal', 'in-transit'],
  ['payout_failure', 'payout_reversal', 'in-transit'],
  ['topup', 'topup', 'bank'],
  ['topup_reversal', 'topup_reversal', 'bank'],
  ['reserve_transaction', 'risk_reserved_funds', 'reserved-funds'],
  ['reserved_funds', 'risk_reserved_funds', 'reserved-funds'],
  ['reserve_hold', 'risk_reserved_funds', 'reserved-funds'],
  ['reserve_release', 'risk_reserved_funds', 'reserved-funds'],
  ['payment_network_reserve_hold', 'risk_reserved_funds', 'reserved-funds'],
  ['payment_network_reserve_release', 'risk_reserved_funds', 'reserved-funds'],
  ['payout_minimum_balance_hold', 'payout_minimum_balance_hold', 'reserved-funds'],
  ['payout_minimum_balance_release', 'payout_minimum_balance_release', 'reserved-funds'],
  ['stripe_fee', 'fee', 'stripe-fees'],
  ['stripe_fx_fee', 'fee', 'stripe-fees'],
  ['tax_fee', 'tax', 'stripe-fees'],
  ['adjustment', 'dispute', 'disputed-funds'],
  ['adjustment', 'dispute_reversal', 'disputed-funds'],
  ['adjustment', 'refund_failure', 'refunds'],
  ['adjustment', 'risk_reserved_funds', 'reserved-funds'],
  ['adjustment', 'fee', 'stripe-fees'],
  ['adjustment', 'other_adjustment', null],
  ['a_type_of_tomorrow', 'a_category_of_tomorrow', null],
  ...UNUSED_TYPES.map((type): [string, string, null] => [type, type, null]),
];

describe('a balance transaction', () => {
  it('of every type that Stripe lists is mapped, or left to manual handling on purpose', () => {
    const mapped = [...KNOWN_TYPES, ...UNUSED_TYPES].toSorted();
    expect(typesOfStripe().toSorted()).toEqual(mapped);
    expect(new Set(PLACES.map(([type]) => type))).toEqual(new Set([...mapped, 'a_type_of_tomorrow']));
  });

  it.each(PLACES)('of type %s (%s) is about %s', (type, category, account) => {
    expect(accountOf({ type, category })).toBe(account);
    const txn = { type, reporting_category: category, amount: -1_000, fee: 25, net: -1_025, currency: 'eur' };
    const postings = postingsOf(txn);
    expect(postings.at(-1)).toEqual({ account: account ?? 'suspense', amount: { minor: 1_000n, currency: 'eur' } });
    expect(postings.reduce((sum, { amount }) => sum + amount.minor, 0n)).toBe(0n);
    expect(new Set(postings.map(({ amount }) => amount.currency))).toEqual(new Set(['eur']));
  });
});
