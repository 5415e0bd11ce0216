import { describe, expect, it } from '@jest/globals';
import { PAPERS, TRIM_SIZES } from '#contracts/book.js';
import { NAUGHTY_STRINGS } from '#fixtures/naughty-strings.js';
import { preflightCover } from '../preflight/preflight.js';
import { cover, coverBook, settingsOf } from '#fixtures/spec-books.js';
import { extractedText } from '#fixtures/spec-text.js';

/** How often the author's name stands on the cover. */
async function names(pageCount: number): Promise<number> {
  const [text = ''] = await extractedText((await cover(coverBook({ pageCount }))).pdf);
  return text.split('Mia Summers').length - 1;
}

describe('writeCover', () => {
  it.each(TRIM_SIZES.map((trim, index) => ({ trim, paper: PAPERS[index % PAPERS.length] ?? 'black-on-white' })))(
    'passes its own preflight at $trim on $paper, thin and thick',
    async ({ trim, paper }) => {
      for (const pageCount of [24, 580]) {
        const settings = settingsOf({ trim, paper });
        const { pdf } = await cover(coverBook({ settings, pageCount }));
        expect((await preflightCover(pdf, { settings, pageCount })).findings).toEqual([]);
      }
    },
  );

  it('has text that can be selected', async () => {
    const [text] = await extractedText((await cover(coverBook())).pdf);
    expect(text).toContain('Mia Summers');
    expect(text).toContain('honey cakes');
  });

  it('prints on the spine where KDP does and where it can be read', async () => {
    expect([await names(60), await names(78), await names(79), await names(90)]).toEqual([1, 1, 1, 2]);
  });

  it('gives the same bytes for the same book', async () => {
    expect((await cover(coverBook())).pdf.equals((await cover(coverBook())).pdf)).toBe(true);
  });

  it('keeps every rule whatever is written on it', async () => {
    for (const text of NAUGHTY_STRINGS) {
      const book = coverBook({ title: text, subtitle: text, author: text, blurb: text, pageCount: 200 });
      const report = await preflightCover((await cover(book)).pdf, book);
      expect({ text: text.slice(0, 40), findings: report.findings }).toEqual({ text: text.slice(0, 40), findings: [] });
    }
  });
});
