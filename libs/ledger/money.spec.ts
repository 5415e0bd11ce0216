import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDecimal, toDecimal } from './money.js';

describe('money', () => {
  it.each([
    [1999n, 'usd', '19.99'],
    [5n, 'usd', '0.05'],
    [-5n, 'eur', '-0.05'],
    [1999n, 'jpy', '1999'],
    [1999n, 'kwd', '1.999'],
    [0n, 'usd', '0.00'],
  ])('%s of %s is written %s', (minor, currency, text) => expect(toDecimal({ minor, currency })).toBe(text));

  it('comes back as it was, whatever the amount and the currency', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(amount, fc.constantFrom('usd', 'jpy', 'kwd'), (minor, currency) => {
        expect(fromDecimal(toDecimal({ minor, currency }), currency)).toEqual({ minor, currency });
      }),
    );
  });

  it.each(['19.999', '1e3', '', '--1', '1.', '٣'])('refuses “%s” of usd', (text) =>
    expect(() => fromDecimal(text, 'usd')).toThrow(RangeError),
  );
});
