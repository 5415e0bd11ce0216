import { describe, expect, it } from '@jest/globals';
import { booksOf } from './batch-list.js';
import { BadUsage } from './book-options.js';

function problemsOf(text: string): string[] {
  try {
    booksOf(text);
    return [];
  } catch (error) {
    if (error instanceof BadUsage) return error.problems;
    throw error;
  }
}

describe('a list of books', () => {
  it('becomes the forms that the api takes, whatever the order of its columns', () => {
    const books = booksOf('\uFEFFpages,theme,title,words\r\n12,dragons,"Fire, and ""Ice""",0\r\n\r\n,owls,,\r\n');
    expect(books.map(({ line, form }) => [line, form.theme, form.pages, form.title, form.wordsPerPage])).toEqual([
      [2, 'dragons', 12, 'Fire, and "Ice"', 0],
      [4, 'owls', 24, undefined, 20],
    ]);
  });

  it('is refused with all that is wrong in all lines', () => {
    const problems = problemsOf('theme,pages,age\ndragons,0,4-8\n,12,old\nowls,ten,4-8\nfine,1,4-8\n');
    expect(problems.map((each) => each.split(':')[0])).toEqual([
      'line 2, pages',
      'line 3, theme',
      'line 3, age',
      'line 4, pages',
    ]);
  });

  it.each([
    ['', /list is empty/],
    ['theme\n', /names no book/],
    ['theme,colour\nowls,red\n', /no column “colour”/],
    ['title\nOwls\n', /column theme is missing/],
    ['theme,theme\na,b\n', /twice/],
    ['theme\n"owls\n', /this is no CSV/],
    [`theme\n${'owls\n'.repeat(1_001)}`, /1001 books; 1000 at most/],
  ])('says what is wrong with %j', (text, words) => {
    expect(problemsOf(text).join('\n')).toMatch(words);
  });
});
