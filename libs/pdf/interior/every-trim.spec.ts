import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AGE_RANGES, CUSTOM_TRIM, PAPERS, TRIM_SIZES } from '#contracts/book.js';
import { preflightCover, preflightInterior } from '../preflight/preflight.js';
import { cover, coverBook, drawing, interior, interiorBook, settingsOf } from '#fixtures/spec-books.js';

const custom = fc
  .record({
    width: fc.integer({ min: CUSTOM_TRIM.minWidth * 100, max: CUSTOM_TRIM.maxWidth * 100 }),
    height: fc.integer({ min: CUSTOM_TRIM.minHeight * 100, max: CUSTOM_TRIM.maxHeight * 100 }),
  })
  .map(({ width, height }) => `${width / 100}x${height / 100}`);

const settings = fc
  .record({
    trim: fc.oneof(custom, fc.constantFrom(...TRIM_SIZES, '4x6', '6x6', '8.5x11.69')),
    bleed: fc.boolean(),
    paper: fc.constantFrom(...PAPERS),
    singleSided: fc.boolean(),
    storyPages: fc.boolean(),
    pageNumbers: fc.boolean(),
    titlePage: fc.boolean(),
    copyrightPage: fc.boolean(),
    belongsToPage: fc.boolean(),
    watermark: fc.boolean(),
  })
  .map(settingsOf);

const words = fc.constantFrom(
  '',
  'A',
  'The Forest Tea Party',
  'Mandalas for Slow Evenings: One Hundred Patterns to Unwind',
);

describe('any book of any trim', () => {
  it('keeps every rule but the page count, which is the author’s', async () => {
    const book = fc.record({
      settings,
      title: words,
      subtitle: words,
      author: words,
      age: fc.constantFrom(...AGE_RANGES),
    });
    const counts = fc.record({ art: fc.integer({ min: 1, max: 4 }), spine: fc.integer({ min: 24, max: 828 }) });
    await fc.assert(
      fc.asyncProperty(book, counts, async (some, { art, spine }) => {
        const inner = await interior(interiorBook({ ...some, hasStory: true }, art));
        const report = await preflightInterior(inner.pdf, { settings: some.settings, pageCount: inner.pageCount });
        expect(report.findings.filter(({ rule }) => rule !== 'page-count')).toEqual([]);
        const thumbnails = [drawing(300, 400), drawing(300, 400, 2)].slice(0, art - 1);
        const outer = await cover(
          coverBook({ ...some, pageCount: spine, thumbnails, facts: ['24 pictures to color'] }),
        );
        expect((await preflightCover(outer.pdf, { settings: some.settings, pageCount: spine })).findings).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
