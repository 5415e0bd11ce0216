import { describe, expect, it } from '@jest/globals';
import { amountsIn, isAmount } from './typed-amount.js';

describe('an amount as people type it', () => {
  const CASES: [typed: string, currency: string, minor: bigint[]][] = [
    ['99', 'usd', [9_900n]],
    ['99.00', 'usd', [9_900n]],
    ['99,00', 'usd', [9_900n]],
    ['99.5', 'usd', [9_950n]],
    ['$99', 'usd', [9_900n]],
    ['$ 99.00', 'usd', [9_900n]],
    ['99 $', 'usd', [9_900n]],
    ['99,00\u00A0€', 'eur', [9_900n]],
    ['99 USD', 'usd', [9_900n]],
    ['usd 99', 'usd', [9_900n]],
    ['CA$99', 'cad', [9_900n]],
    ['$99', 'cad', [9_900n]],
    ['$99', 'eur', []],
    ['£99', 'usd', []],
    ['99 EUR', 'usd', []],
    ['1,234.50', 'usd', [123_450n]],
    ['1.234,50', 'eur', [123_450n]],
    ['1 234,50', 'eur', [123_450n]],
    ["1'234.50", 'chf', [123_450n]],
    ['1,234,567', 'usd', [123_456_700n]],
    ['1,234', 'usd', [123_400n]],
    ['1,234', 'kwd', [1_234n, 1_234_000n]],
    ['¥500', 'jpy', [500n]],
    ['500.50', 'jpy', []],
    ['19.001', 'usd', [1_900_100n]],
    ['1234.567', 'usd', []],
  ];
  it.each(CASES)('%j in %s is %j', (typed, currency, minor) => {
    expect(isAmount(typed)).toBe(true);
    expect(amountsIn(typed, currency)).toEqual(minor.map((each) => ({ minor: each, currency })));
  });

  it.each(['ch_123', 'nineteen', '$', '', '1.2.3', '99$$', '-5', '99.00.00', 'po_1', '12345678901234567890'])(
    '%j is none',
    (typed) => {
      expect([isAmount(typed), amountsIn(typed, 'usd')]).toEqual([false, []]);
    },
  );
});
