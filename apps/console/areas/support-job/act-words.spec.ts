import { describe, expect, it } from '@jest/globals';
import { minutesWords, pagesWords } from './act-words.js';

describe('an act in words', () => {
  it('names pages in runs, and the cover by its name', () => {
    expect(pagesWords([4, 2, 3, 7, 2])).toBe('pages 2–4, 7');
    expect(pagesWords([0, 5])).toBe('the cover and page 5');
    expect(pagesWords([0])).toBe('the cover');
    expect(pagesWords([])).toBe('no page');
  });

  it('says how long it may take', () => {
    expect(minutesWords({ low: 0.1, high: 0.5 })).toBe('less than a minute');
    expect(minutesWords({ low: 2.2, high: 4.7 })).toBe('2 to 5 min');
    expect(minutesWords({ low: 0.2, high: 1.2 })).toBe('about 1 min');
    expect(minutesWords(null)).toBe('not known');
  });
});
