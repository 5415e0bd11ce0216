import { describe, expect, it } from '@jest/globals';
import { pagesAre, pagesText } from './page-names.js';

describe('pages in words', () => {
  const CASES: [numbers: number[], named: string, sentence: string][] = [
    [[4, 2, 3, 7, 2], 'pages 2–4, 7', 'Pages 2–4, 7 are'],
    [[0, 5], 'the cover and page 5', 'The cover and page 5 are'],
    [[0], 'the cover', 'The cover is'],
    [[3, 3], 'page 3', 'Page 3 is'],
    [[], 'no page', 'No page are'],
  ];
  it.each(CASES)('%j: runs, and the cover by its name', (numbers, named, sentence) => {
    expect(pagesText(numbers)).toBe(named);
    if (numbers.length > 0) expect(pagesAre(numbers)).toBe(sentence);
  });
});
