import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, digitsOf, minus, moneyWords, negated, priceWords, typedMinor } from './money.js';

const usd = (minor: string) => ({ minor, currency: 'usd' });

describe('money in words', () => {
  it('has the digits of its currency, as Stripe counts them', () => {
    expect(['usd', 'jpy', 'kwd', 'isk', 'ugx', 'mga', 'xyz', '?'].map(digitsOf)).toEqual([2, 0, 3, 2, 2, 0, 2, 2]);
    expect(moneyWords(usd('123450'), 'en')).toBe('$1,234.50');
    expect(moneyWords({ minor: '500', currency: 'jpy' }, 'en')).toBe('¥500');
    expect(moneyWords({ minor: '1234', currency: 'kwd' }, 'en').replace(/\s/, ' ')).toBe('KWD 1.234');
    expect(moneyWords({ minor: '5', currency: 'eur' }, 'de').replace(/\s/, ' ')).toBe('0,05 €');
  });

  it('shows what is negative with a real minus, and nothing as nothing', () => {
    expect(moneyWords(usd('-5'), 'en')).toBe('−$0.05');
    expect(moneyWords(usd('0'), 'en')).toBe('$0.00');
    expect(['0', '1900', '1950'].map((minor) => priceWords(usd(minor), 'en'))).toEqual(['$0', '$19', '$19.50']);
  });

  it('is exact where a double is not', () => {
    expect(moneyWords(usd('999999999999999999'), 'en')).toBe('$9,999,999,999,999,999.99');
    expect(moneyWords(usd('-900719925474099301'), 'en')).toBe('−$9,007,199,254,740,993.01');
  });

  it('loses no digit for any amount and any number of digits', () => {
    const amount = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 3 }), (minor, digits) => {
        expect(BigInt(decimalOf(String(minor), digits).replace('.', ''))).toBe(minor);
      }),
    );
  });

  it('is taken apart exactly', () => {
    expect(minus(usd('1900'), usd('500'))).toEqual(usd('1400'));
    expect(negated(usd('1900'))).toEqual(usd('-1900'));
  });
});

describe('an amount that somebody types', () => {
  it('may have a point or a comma, and as many digits as its currency', () => {
    expect(['12', '12.5', '12,50', ' 0.01 ', '12.'].map((typed) => typedMinor(typed, 'usd'))).toEqual(
      ['1200', '1250', '1250', '1', '1200'],
    ); // prettier-ignore
    expect(typedMinor('500', 'jpy')).toBe('500');
  });

  it('is refused when it is nothing, or could mean two things', () => {
    for (const typed of ['', '0', '-5', '1,234', '1.234', '1,234.50', 'abc', '1e3'])
      expect(typedMinor(typed, 'usd')).toBeNull();
    expect(typedMinor('5.5', 'jpy')).toBeNull();
  });
});
