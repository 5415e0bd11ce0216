import { describe, expect, it } from '@jest/globals';
import { leafName, singles, spreadName, spreadsOf, spreadWith } from './spreads.js';
import type { Side } from './spreads.js';

const side = (kind: Side['kind'], art: number | null = null): Side => ({ kind, art, text: '', size: 0 });
const sides = [side('title'), side('copyright'), side('belongs-to'), side('story', 1), side('art', 1), side('blank')];

describe('the spreads of a book', () => {
  it('begin and end with the cover, and have odd sides on the right', () => {
    const spreads = spreadsOf(sides);
    expect(spreads.map(spreadName)).toEqual([
      'Front cover',
      'Inside of the cover and Side 1, title page',
      'Side 2, copyright page and Side 3, “This book belongs to” page',
      'Side 4, story 1 and Side 5, drawing 1',
      'Side 6, blank and Inside of the cover',
      'Back cover',
    ]);
    for (const [left, right] of spreads.slice(1, -1)) {
      if (left?.what === 'side') expect(left.number % 2).toBe(0);
      if (right?.what === 'side') expect(right.number % 2).toBe(1);
    }
  });

  it('show each side once, also one by one', () => {
    const names = singles(spreadsOf(sides)).map((spread) => leafName(spread[0]!));
    expect(names).toHaveLength(8);
    expect(new Set(names).size).toBe(8);
  });

  it('are found by a side’s number', () => {
    expect(spreadWith(spreadsOf(sides), 5)).toBe(3);
    expect(spreadWith(singles(spreadsOf(sides)), 5)).toBe(5);
    expect(spreadWith(spreadsOf([]), 9)).toBe(0);
  });
});
