import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pagesText as serverText } from '#contracts/page-names.js';
import { pagesText } from './pages-text.js';

describe('pages in words', () => {
  it('are the words that the server uses', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 20 });
    fc.assert(fc.property(numbers, (pages) => expect(pagesText(pages)).toBe(serverText(pages))));
  });

  it.each([
    [[4, 2, 3, 7, 2], 'pages 2–4, 7'],
    [[0, 5], 'the cover and page 5'],
    [[0], 'the cover'],
    [[], 'no page'],
  ])('%j: runs, and the cover by its name', (numbers, words) => expect(pagesText(numbers)).toBe(words));
});
