import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numberTicks } from './number-ticks.js';

describe('the marks of an axis', () => {
  it('are round, and reach over the greatest number', () => {
    expect(numberTicks(105, true)).toEqual([0, 50, 100, 150]);
    expect(numberTicks(3, true)).toEqual([0, 1, 2, 3]);
    expect(numberTicks(1, false)).toEqual([0, 0.5, 1]);
  });

  it('divide nothing that is counted', () => {
    expect(numberTicks(1, true)).toEqual([0, 1]);
  });

  it('are only 0 when there is nothing', () => {
    expect(numberTicks(0, true)).toEqual([0]);
  });

  it('are few, whatever the size', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (most) => {
        const ticks = numberTicks(most, false);
        expect(ticks.length).toBeLessThanOrEqual(4);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      }),
    );
  });
});
