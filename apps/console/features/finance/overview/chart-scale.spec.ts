import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Day, dayScale, daysOf, roundStep } from './chart-scale.js';

const usd = (minor: bigint | number) => ({ minor: String(minor), currency: 'usd' });
const row = (date: string, gross: bigint | number, refunds: bigint | number, net: bigint | number): Day => ({
  day: date,
  currency: 'usd',
  gross: usd(gross),
  refunds: usd(refunds),
  fees: usd(0),
  net: usd(net),
});

describe('the chart of a month', () => {
  it('has a place for every day, leap years too', () => {
    expect(daysOf('2026-02')).toHaveLength(28);
    expect(daysOf('2028-02')).toHaveLength(29);
    expect(daysOf('2026-12').at(-1)).toBe('2026-12-31');
  });

  it('counts in steps of 1, 2 and 5', () => {
    expect([0n, 1n, 3n, 7n, 11n, 20n, 501n].map(roundStep)).toEqual([1n, 1n, 5n, 10n, 20n, 20n, 1_000n]);
  });

  it('puts gross over the line, refunds below it, and net on its height', () => {
    const { bars, zero, ticks } = dayScale([row('2026-11-02', 6_000, -2_000, 3_500)], '2026-11');
    expect(ticks.map(({ minor }) => minor)).toEqual(['-2000', '0', '2000', '4000', '6000']);
    expect(zero).toBe(0.25);
    expect(bars[1]).toMatchObject({ number: 2, gross: 0.75, refunds: 0.25, net: 0.25 + 3_500 / 8_000 });
    expect(bars[0]).toMatchObject({ row: null, gross: 0, refunds: 0, net: 0.25 });
  });

  it('is a flat line when nothing happened', () => {
    const { bars, zero } = dayScale([], '2026-11');
    expect(zero).toBe(0);
    expect(bars.every(({ gross, net }) => gross === 0 && net === 0)).toBe(true);
  });

  it('keeps everything inside, whatever the size', () => {
    const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    const positive = fc.bigInt({ min: 0n, max: 10n ** 17n });
    fc.assert(
      fc.property(positive, positive, amount, (gross, refunds, net) => {
        const { bars, zero, ticks } = dayScale([row('2026-11-01', gross, -refunds, net)], '2026-11');
        const bar = bars[0]!;
        expect(zero + bar.gross).toBeLessThanOrEqual(1.000_01);
        expect(zero - bar.refunds).toBeGreaterThanOrEqual(-0.000_01);
        expect(bar.net).toBeGreaterThanOrEqual(-0.000_01);
        expect(bar.net).toBeLessThanOrEqual(1.000_01);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
