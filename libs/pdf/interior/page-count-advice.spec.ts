import { describe, expect, it } from '@jest/globals';
import { printSettings } from '#contracts/book.js';
import { pageCountAdvice } from './page-count-advice.js';
import { RULES } from '../preflight/print-rules.js';

const ALL_OFF = { storyPages: false, singleSided: false, titlePage: false, copyrightPage: false, belongsToPage: false };

describe('advice on a page count', () => {
  const CASES: [what: string, count: number, settings: object, advice: RegExp][] = [
    [
      'too few, and settings can add some',
      10,
      { titlePage: false, belongsToPage: false },
      /turn on “Title page”, “This book belongs to” page, then make the files again\. If that is not enough, make a new book with about 12 drawings/,
    ],
    [
      'too few, and nothing can be added',
      16,
      {},
      /^Print settings can add no more pages: make a new book with about 12 drawings/,
    ],
    ['too few for one side of a leaf each', 10, ALL_OFF, /turn on “The story across.*with about 24 drawings/],
    [
      'too few for this paper only',
      30,
      { paper: 'standard-color', trim: '6x9' },
      /choose another paper \(white or cream or premium color\)/,
    ],
    [
      'a paper that is not printed at this size',
      100,
      { paper: 'standard-color', trim: '8.27x11.69' },
      /choose another paper \(white or cream or premium color\)/,
    ],
    [
      'too many, with backs that can be left out',
      840,
      {},
      /turn off “The story across from each drawing” or “Drawings on one side only”, or choose a smaller page size/,
    ],
    ['too many, and nothing can be left out', 840, ALL_OFF, /choose a smaller page size/],
    [
      'too many for cream only',
      580,
      { paper: 'black-on-cream' },
      /choose another paper \(white or premium color or standard color\)/,
    ],
  ];
  it.each(CASES)('says what can be done: %s', (_, count, settings, advice) => {
    expect(pageCountAdvice(count, printSettings.parse(settings))).toMatch(advice);
  });
});

describe('advice of the print check', () => {
  /** What the console offers an author; everything else has to be fixed by the platform and goes to support. */
  const OFFERED = /Print settings…|files again|redraw the page|Redraw the page|another of its drawings|tell support/;
  it.each(Object.entries(RULES))('on %s names what an author can do', (_, { mend }) => {
    expect(mend).toMatch(OFFERED);
    expect(mend).not.toMatch(/\b(Export|Set the TrimBox|Flatten|Add or remove pages)\b/);
  });
});
