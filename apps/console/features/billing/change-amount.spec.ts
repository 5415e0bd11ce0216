import { describe, expect, it } from '@jest/globals';
import { amountDueNow } from './change-amount.js';

const usd = (minor: number) => ({ minor: String(minor), currency: 'usd' });
const MONTH = { periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2026-12-01T00:00:00.000Z' };

describe('what a larger plan is charged now', () => {
  const CASES: [what: string, now: string, minor: string][] = [
    ['at the start of the period', '2026-11-01T00:00:00.000Z', '8000'],
    ['half way', '2026-11-16T00:00:00.000Z', '4000'],
    ['a third to go', '2026-11-21T00:00:00.000Z', '2667'],
    ['at its end', '2026-12-01T00:00:00.000Z', '0'],
    ['past its end, while the renewal is on its way', '2026-12-01T05:00:00.000Z', '0'],
    ['by a clock that is behind', '2026-10-31T00:00:00.000Z', '8000'],
  ];
  it.each(CASES)('is the rest of the period at both prices: %s', (_, now, minor) => {
    expect(amountDueNow(usd(9900), usd(1900), MONTH, Date.parse(now))).toEqual({ minor, currency: 'usd' });
  });

  it('is never less than nothing, and unknown over two currencies or no period', () => {
    const now = Date.parse('2026-11-16T00:00:00.000Z');
    expect(amountDueNow(usd(1900), usd(9900), MONTH, now)).toEqual(usd(0));
    expect(amountDueNow(usd(9900), { minor: '1900', currency: 'eur' }, MONTH, now)).toBeNull();
    expect(amountDueNow(usd(9900), usd(1900), { ...MONTH, periodEnd: MONTH.periodStart }, now)).toBeNull();
  });
});
