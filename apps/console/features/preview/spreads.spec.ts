import { describe, expect, it } from '@jest/globals';
import { leafName, leafText, singles, spreadName, spreadsOf, spreadWith } from './spreads.js';
import type { Side } from './spreads.js';

const side = (kind: Side['kind'], art: number | null = null, text = ''): Side => ({ kind, art, text, size: 0 });
const sides = [
  side('title'),
  side('copyright'),
  side('belongs-to'),
  side('story', 1, 'Once.'),
  side('art', 1),
  side('blank'),
];

describe('the spreads of a book', () => {
  it('begin and end with the cover, and have odd pages on the right', () => {
    const spreads = spreadsOf(6);
    expect(spreads.map((spread) => spreadName(spread, sides))).toEqual([
      'Front cover',
      'Inside of the cover and Page 1, title page',
      'Page 2, copyright page and Page 3, “This book belongs to” page',
      'Page 4, story 1 and Page 5, artwork 1',
      'Page 6, blank and Inside of the cover',
      'Back cover',
    ]);
    for (const [left, right] of spreads.slice(1, -1)) {
      if (left?.what === 'side') expect(left.number % 2).toBe(0);
      if (right?.what === 'side') expect(right.number % 2).toBe(1);
    }
  });

  it('say no more than the number of a page where the file is older than the book', () => {
    expect(spreadName(spreadsOf(6)[3]!, [])).toBe('Page 4 and Page 5');
  });

  it('tell the words on a page to who can’t see it', () => {
    expect(leafText({ what: 'side', number: 4 }, sides)).toBe('Page 4, story 1: Once.');
    expect(leafText({ what: 'side', number: 5 }, sides)).toBe('Page 5, artwork 1');
  });

  it('show each page once, also one by one', () => {
    const names = singles(spreadsOf(6)).map((spread) => leafName(spread[0]!, sides));
    expect(names).toHaveLength(8);
    expect(new Set(names).size).toBe(8);
  });

  it('are found by a page’s number', () => {
    expect(spreadWith(spreadsOf(6), 5)).toBe(3);
    expect(spreadWith(singles(spreadsOf(6)), 5)).toBe(5);
    expect(spreadWith(spreadsOf(0), 9)).toBe(0);
  });
});
