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

const ageMeant = (text: string): string =>
  /adult/i.test(text)
    ? 'adult'
    : /12|dez|dec/i.test(text)
      ? '8-12'
      : /2/.test(text.replace('2026', ''))
        ? '2-4'
        : '4-8';

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
    ['a line that names the separator', 'sep=;\r\ntheme;pages\r\n"owls, foxes";3\r\n'],
    ['such a line behind a byte-order mark', '\uFEFFsep=,\ntheme,pages\n"owls, foxes",3\n'],
    ['columns at the end that are empty', 'theme,pages,,\n"owls, foxes",3,,\n'],
    ['last cells that are missing', 'theme,pages,words,title\n"owls, foxes",3\n'],
    ['a byte-order mark, and lines that are left empty', '\uFEFFtheme,pages\r\n\r\n"owls, foxes",3\r\n,\r\n\r\n'],
  ])('may have %s', (_, text) => {
    expect(booksOf(text)).toMatchObject([{ theme: 'owls, foxes', pages: 3 }]);
  });

  it.each([
    ['\n', '\r\n'],
    ['\r\n', '\n'],
    ['\r', '\n'],
    ['\n', '\r'],
  ])('has a book for each line when the line ends are mixed: %j and %j', (one, other) => {
    const text = `theme,pages${one}owls,1${other}foxes,2${one}"bears\nand bees",3${other}hares,many`;
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^line 6, column pages: write a whole number/)]);
    const books = booksOf(text.replace('many', '4'));
    expect(books.map(({ theme, pages }) => [theme, pages])).toEqual([
      ['owls', 1],
      ['foxes', 2],
      ['bears\nand bees', 3],
      ['hares', 4],
    ]);
  });

  it.each([
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const)('may be the %s of a spreadsheet', (encoding, mark) => {
    const text = Buffer.from('theme\tpages\nJosé’s owls\t3\n', 'utf16le');
    const bytes = Buffer.concat([Buffer.from(mark), encoding === 'utf-16le' ? text : text.swap16()]);
    expect(parseBatchList(bytes)).toMatchObject([{ theme: 'José’s owls', pages: 3 }]);
  });

  it.each([
    ...['2-4', '4–8', '4 — 8', '4‑8', '8 to 12', 'ages 4-8', '8-12 years', 'Adult', 'adults'].map((text) => [
      'age',
      text,
    ]),
    ...[
      '4-Aug',
      'Aug-4',
      '8-Apr',
      '04. Aug',
      '4 août',
      '2026-08-04',
      '04.08.2026',
      '8/4/2026',
      '8. Dez',
      '8-Dec',
      '2-Apr',
    ].map((text) => ['age', text]),
    ...['8,5x11', '8.5 x 11', '8.5×11', '8½ X 11', '8.5" x 11"', '8.50 in by 11 inches', '8,5*11'].map((text) => [
      'trim',
      text,
    ]),
    ['pages', '12.0'],
    ['pages', '12,00'],
    ['pages', '１２'],
    ['style', 'Mandala'],
    ['provider', 'OpenAI'],
    ['provider', 'Built in'],
  ])('reads the %s “%s” as meant', (column, text) => {
    const meant = {
      age: ageMeant(text!),
      trim: '8.5x11',
      pages: 12,
      style: 'mandala',
      provider: text?.toLowerCase().replace(' ', '-'),
    }[column!];
    const [book] = booksOf(`theme\t${column}\nowls\t"${text!.replaceAll('"', '""')}"\n`);
    expect(column === 'trim' ? book?.print?.trim : book?.[column as 'age']).toBe(meant);
  });

  it.each([
    ['age', '5-Aug', /^line 2, column age: write 2-4, 4-8, 8-12 or adult; it has “5-Aug”, perhaps a date/],
    ['age', '46238', /perhaps a date that a spreadsheet made of it/],
    ['age', '12-8', /write 2-4, 4-8, 8-12 or adult; it has “12-8”$/],
    ['age', 'all', /write 2-4, 4-8, 8-12 or adult; it has “all”$/],
    ['trim', 'A4', /WIDTHxHEIGHT in inches.*it has “A4”/],
    ['trim', '8x5x11', /WIDTHxHEIGHT/],
    ['pages', '1.000', /write a whole number, such as 24; it has “1.000”/],
    ['pages', '24-Jan', /write a whole number/],
    ['pages', '401', /must be from 1 to 400; it has “401”/],
    ['style', 'comic', /it has “comic”/],
  ] as const)('names the cell %s “%s”, and what to write', (column, text, words) => {
    expect(problemsOf(`theme\t${column}\nowls\t${text}\n`)).toEqual([expect.stringMatching(words)]);
  });

  it('is refused with every bad cell at once, by line and column', () => {
    const text =
      'theme,pages,words,age\nowls,0,many,4-8\n\n"foxes\nand hares",2,3,5\n,4,,\nbears, bees,3,3,\nbears,3,3,4-8,or so\n';
    expect(problemsOf(text).map((each) => each.replace(/:.*/s, ''))).toEqual([
      'line 2, column pages',
      'line 2, column words',
      'line 4, column age',
      'line 6, column theme',
      'line 7, column age',
      'line 7, column pages',
      'line 8',
    ]);
  });

  it.each([
    ['', /is empty/],
    ['theme,pages\n', /no books/],
    ['pages\n3\n', /no column "theme"/],
    ['theme,colour\nowls,red\n', /^line 1, column 2: "colour"/],
    ['theme,theme\nowls,owls\n', /twice/],
    ['theme,,pages\nowls,,3\n', /column 2: has no name/],
    ['theme,pages,\nowls,3,really\n', /has 3 cells and the header 2/],
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
