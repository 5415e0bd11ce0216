import { describe, expect, it } from '@jest/globals';
import { cyclicAt, firstOf, itemAt, lastOf } from './items.js';

describe('items of a list', () => {
  const items = ['a', 'b', 'c'];

  it('are given by their place', () => {
    expect([itemAt(items, 1), firstOf(items), lastOf(items)]).toEqual(['b', 'a', 'c']);
    expect([-4, -3, -1, 0, 2, 3, 7].map((index) => cyclicAt(items, index)).join('')).toBe('cacacab');
  });

  it('that are not there are an error', () => {
    for (const ask of [
      () => itemAt(items, 3),
      () => itemAt(items, -1),
      () => firstOf([]),
      () => lastOf([]),
      () => cyclicAt([], 2),
    ])
      expect(ask).toThrow(RangeError);
  });
});
