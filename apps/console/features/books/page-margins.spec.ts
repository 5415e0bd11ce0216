import { describe, expect, it } from '@jest/globals';
import { printSettings } from '#contracts/book.js';
import { pageBoxes, POINTS } from '#pdf/geometry.js';
import { pageSketch } from './page-margins.js';

describe('the drawing of a page in the form', () => {
  it.each([24, 150, 151, 300, 420, 650, 800])('has the margins of the print files, with %i pages', (pages) => {
    for (const bleed of [false, true]) {
      const print = printSettings.parse({ trim: '8x10', bleed });
      const sketch = pageSketch(print, pages)!;
      const { media, safe, trim } = pageBoxes(print, 1, pages);
      expect(sketch.gutter * POINTS).toBeCloseTo(safe.x - trim.x);
      expect(sketch.outside * POINTS).toBeCloseTo(safe.y - trim.y);
      expect((sketch.width + sketch.bleed) * POINTS).toBeCloseTo(media.width);
    }
  });

  it('waits while the size is none that can be printed', () => {
    expect(pageSketch({ trim: '99x1', bleed: false }, 24)).toBeNull();
  });
});
