import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, moneyText, negated, priceText, roughText, typedMinor } from './money.js';

const usd = (minor: string) => ({ minor, currency: 'usd' });

describe('money in words', () => {
  it('has the digits of its currency, as Stripe counts them', () => {
    expect(moneyText(usd('123450'), 'en')).toBe('$1,234.50');
    expect(moneyText({ minor: '500', currency: 'jpy' }, 'en')).toBe('¥500');
    expect(moneyText({ minor: '1234', currency: 'kwd' }, 'en').replace(/\s/, ' ')).toBe('KWD 1.234');
    expect(moneyText({ minor: '5', currency: 'eur' }, 'de').replace(/\s/, ' ')).toBe('0,05 €');
  });

  it.each([
    ['ugx', 'UGX 19.99'],
    ['isk', 'ISK 19.99'],
    // CLDR, which browsers follow, gives these no decimals
    ['all', 'ALL 19.99'],
    ['rsd', 'RSD 19.99'],
    ['lbp', 'LBP 19.99'],
    ['krw', '₩1,999'],
    ['mga', 'MGA 1,999'],
    ['bhd', 'BHD 1.999'],
    ['huf', 'HUF 19.99'],
    ['twd', 'NT$19.99'],
  ])('of 1999 minor units of %s is %s', (currency, words) =>
    expect(moneyText({ minor: '1999', currency }, 'en').replace(/\s/, ' ')).toBe(words),
  );

  it('is short on an axis, in units of its currency', () => {
    expect([roughText(usd('1234500'), 'en'), roughText({ minor: '1234500', currency: 'jpy' }, 'en')]).toEqual([
      '$12.3K',
      '¥1.2M',
    ]);
  });

  it('shows what is negative with a real minus, and nothing as nothing', () => {
    expect(moneyText(usd('-5'), 'en')).toBe('−$0.05');
    expect(moneyText(usd('0'), 'en')).toBe('$0.00');
    expect(['0', '1900', '1950'].map((minor) => priceText(usd(minor), 'en'))).toEqual(['$0', '$19', '$19.50']);
  });

  it('is exact where a double is not', () => {
    expect(moneyText(usd('999999999999999999'), 'en')).toBe('$9,999,999,999,999,999.99');
    expect(moneyText(usd('-900719925474099301'), 'en')).toBe('−$9,007,199,254,740,993.01');
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
    expect(negated(usd('1900'))).toEqual(usd('-1900'));
  });
});

describe('an amount that somebody types', () => {
  it('may have a point or a comma, and as many digits as its currency', () => {
    expect(['12', '12.5', '12,50', ' 0.01 ', '12.'].map((typed) => typedMinor(typed, 'usd'))).toEqual([
      '1200',
      '1250',
      '1250',
      '1',
      '1200',
    ]);
    expect(typedMinor('500', 'jpy')).toBe('500');
    expect(['5', '5.00'].map((typed) => typedMinor(typed, 'ugx'))).toEqual(['500', '500']);
    expect(typedMinor('5.120', 'kwd')).toBe('5120');
  });

  it('is refused when it is nothing, or could mean two things', () => {
    for (const typed of ['', '0', '-5', '1,234', '1.234', '1,234.50', 'abc', '1e3'])
      expect(typedMinor(typed, 'usd')).toBeNull();
    expect(typedMinor('5.5', 'jpy')).toBeNull();
    // nothing that Stripe would refuse
    expect([typedMinor('5.5', 'ugx'), typedMinor('5.50', 'isk'), typedMinor('5.124', 'kwd')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
