import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareOut } from './share-out.js';

describe('sharing an amount out', () => {
  it('distributes every unit by weight', () => {
    expect(shareOut(100n, [1, 1, 1])).toEqual([34n, 33n, 33n]);
    expect(shareOut(-100n, [3, 1])).toEqual([-75n, -25n]);
    expect(shareOut(5n, [])).toEqual([]);
    expect(shareOut(5n, [0, 0])).toEqual([0n, 0n]);
  });

  it('adds up to the whole, and is never off by a unit or more', () => {
    const weights = fc
      .array(fc.nat(1_000), { minLength: 1, maxLength: 40 })
      .filter((all) => all.some((each) => each > 0));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (amount, all) => {
        const parts = shareOut(amount, all);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        const total = BigInt(all.reduce((sum, each) => sum + each, 0));
        for (const [at, part] of parts.entries()) {
          const off = part * total - amount * BigInt(all[at]!);
          expect(off < total && off > -total).toBe(true);
        }
      }),
    );
  });
});
