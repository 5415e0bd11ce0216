import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { parseBatchList } from './batch-list.js';
import { BadUsage } from './book-options.js';

const booksOf = (text: string) => parseBatchList(new TextEncoder().encode(text));

function problemsOf(file: string | Uint8Array): string[] {
  try {
    parseBatchList(typeof file === 'string' ? new TextEncoder().encode(file) : file);
    return [];
  } catch (error) {
    if (error instanceof BadUsage) return error.problems;
    throw error;
  }
}

describe('a list of books', () => {
  it('has the options of a single book as columns; an empty cell leaves the default', () => {
    const books = booksOf('Theme,pages,words,trim,seed\n"owls, at night",12,0,6x9,7\r\nfoxes,,,,\n');
    expect(books).toHaveLength(2);
    expect(books[0]).toMatchObject({
      theme: 'owls, at night',
      pages: 12,
      wordsPerPage: 0,
      seed: 7,
      print: { trim: '6x9' },
    });
    expect(books[1]).toMatchObject({ theme: 'foxes', pages: 24 });
  });

  it.each([
    ['semicolons, as spreadsheets in much of Europe write', 'theme;pages\nowls, foxes;3\n'],
    ['tabs', 'theme\tpages\nowls, foxes\t3'],
    ['a byte-order mark, and lines that are left empty', '\uFEFFtheme,pages\r\n\r\n"owls, foxes",3\r\n,\r\n\r\n'],
  ])('may have %s', (_, text) => {
    expect(booksOf(text)).toMatchObject([{ theme: 'owls, foxes', pages: 3 }]);
  });

  it('is refused with every bad cell at once, by line and column', () => {
    const text = 'theme,pages,words,age\nowls,0,many,4-8\n\n"foxes\nand hares",2,3,5\n,4,,\nbears,3,3\n';
    expect(problemsOf(text).map((each) => each.replace(/:.*/s, ''))).toEqual([
      'line 2, column pages',
      'line 2, column words',
      'line 4, column age',
      'line 6, column theme',
      'line 7',
    ]);
  });

  it.each([
    ['', /is empty/],
    ['theme,pages\n', /no books/],
    ['pages\n3\n', /no column "theme"/],
    ['theme,colour\nowls,red\n', /^line 1, column 2: "colour"/],
    ['theme,theme\nowls,owls\n', /twice/],
    ['theme\n"owls\n', /quote/i],
    [new Uint8Array([0x74, 0xe4, 0x0a]), /not UTF-8/],
    [`theme\n${'owls\n'.repeat(1_001)}`, /more than 1000 books/],
  ])('is refused when it is %j', (file, why) => {
    expect(problemsOf(file)).toEqual([expect.stringMatching(why)]);
  });

  it('may have a thousand books', () => {
    expect(booksOf(`theme\n${'owls\n'.repeat(1_000)}`)).toHaveLength(1_000);
  });

  it('brings every theme through as a spreadsheet wrote it', () => {
    const theme = fc.string({
      unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\n', '漢', '🦊'),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.array(theme, { minLength: 1, maxLength: 8 }), (themes) => {
        const written = themes.map((each) => `x${each}x`);
        const books = booksOf(stringify([['theme', 'pages'], ...written.map((each) => [each, 2])]));
        expect(books.map((book) => book.theme)).toEqual(written);
      }),
    );
  });
});
