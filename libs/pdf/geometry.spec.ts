import { describe, expect, it } from '@jest/globals';
import { PAPERS, TRIM_SIZES } from '#contracts/book.js';
import { artBox, artPlace, coverBoxes, gutterInches, pageBoxes, spineInches } from './geometry.js';
import { settingsOf } from '#fixtures/spec-books.js';
import { pageLimits } from './trim.js';

describe('interior geometry', () => {
  it('takes the gutter from KDP’s table at every border', () => {
    const counts = [24, 150, 151, 300, 301, 500, 501, 700, 701, 828];
    expect(counts.map(gutterInches)).toEqual([0.375, 0.375, 0.5, 0.5, 0.625, 0.625, 0.75, 0.75, 0.875, 0.875]);
  });

  it('adds bleed outside, above and below, never at the spine', () => {
    const settings = settingsOf({ trim: '8.5x11', bleed: true });
    expect(pageBoxes(settings, 1, 50).media).toEqual({ width: 8.625 * 72, height: 11.25 * 72 });
    expect(pageBoxes(settings, 1, 50).trim).toEqual({ x: 0, y: 9, width: 612, height: 792 });
    expect(pageBoxes(settings, 2, 50).trim).toEqual({ x: 9, y: 9, width: 612, height: 792 });
  });

  it.each(TRIM_SIZES)('keeps art of one size inside the safe area of every page at %s', (trim) => {
    for (const bleed of [false, true])
      for (const pageNumbers of [false, true])
        for (const count of [24, 151, 500, 828]) {
          const settings = settingsOf({ trim, bleed, pageNumbers });
          for (const side of [1, 2]) {
            const { safe, trim: cut } = pageBoxes(settings, side, count);
            const place = artPlace(settings, side, count);
            expect(place).toMatchObject(artBox(settings, count));
            expect(place.x).toBeGreaterThan(safe.x);
            expect(place.y).toBeGreaterThan(safe.y);
            expect(place.x + place.width).toBeLessThan(safe.x + safe.width);
            expect(place.y + place.height).toBeLessThan(safe.y + safe.height);
            const spine = side === 1 ? safe.x - cut.x : cut.x + cut.width - safe.x - safe.width;
            expect(spine).toBeCloseTo(gutterInches(count) * 72);
          }
        }
  });
});

describe('cover geometry', () => {
  it('matches published examples of the cover calculation', () => {
    // 6 × 9, black on white and cream (print.ymirtool.com, KDP trim size and page count guide)
    const white = settingsOf({ trim: '6x9' });
    expect(spineInches(white, 120)).toBeCloseTo(0.27, 3);
    expect(coverBoxes(white, 120).media.width / 72).toBeCloseTo(12.52, 3);
    expect(coverBoxes(white, 200).media.width / 72).toBeCloseTo(12.7, 3);
    expect(coverBoxes(settingsOf({ trim: '6x9', paper: 'black-on-cream' }), 200).media.width / 72).toBeCloseTo(
      12.75,
      3,
    );
  });

  it('keeps the barcode at the lower right of the back, a quarter inch from trim and fold', () => {
    const { barcode, back, spine } = coverBoxes(settingsOf(), 100);
    expect(spine.x - barcode.x - barcode.width).toBeCloseTo(18);
    expect(back.y + back.height - barcode.y - barcode.height).toBeCloseTo(18);
    expect([barcode.width, barcode.height]).toEqual([144, 1.2 * 72]);
  });
});

describe('page limits', () => {
  it('knows every trim in every paper', () => {
    expect(pageLimits('8.5x11', 'black-on-white')).toEqual({ least: 24, most: 590 });
    expect(pageLimits('8.5x11', 'black-on-cream')).toEqual({ least: 24, most: 550 });
    expect(pageLimits('6x9', 'black-on-white')).toEqual({ least: 24, most: 828 });
    expect(pageLimits('6x9', 'standard-color')).toEqual({ least: 72, most: 600 });
    expect(pageLimits('8.27x11.69', 'standard-color')).toBeNull();
    expect(pageLimits('8.4x10.5', 'black-on-white')).toEqual({ least: 24, most: 590 });
    expect(pageLimits('6x6', 'black-on-white')).toEqual({ least: 24, most: 828 });
    for (const trim of TRIM_SIZES) for (const paper of PAPERS) expect(pageLimits(trim, paper)).toBeDefined();
  });
});
