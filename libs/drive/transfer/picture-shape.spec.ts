import { describe, expect, it } from '@jest/globals';
import { otherShapeMessage, pixelsFor } from './picture-shape.js';

/** A page of 5.29 × 8.42 in, in points. */
const PAGE = { width: 381, height: 606 };

describe('the shape of a picture from Drive', () => {
  const CASES: [what: string, picture: [number, number], words: string | null][] = [
    ['the size that is printed', [1588, 2525], null],
    ['a smaller one of the same shape', [635, 1010], null],
    ['nearly the same shape', [1600, 2450], null],
    [
      'another shape',
      [1024, 1024],
      'It is 1024 × 1024 pixels. This page takes 1588 × 2525 pixels, or another size of the same shape with at least 256 pixels on each side.',
    ],
    [
      'turned by a quarter',
      [2525, 1588],
      'It is 2525 × 1588 pixels. This page takes 1588 × 2525 pixels, or another size of the same shape with at least 256 pixels on each side.',
    ],
    [
      'too small',
      [127, 202],
      'It is 127 × 202 pixels. This page takes 1588 × 2525 pixels, or another size of the same shape with at least 256 pixels on each side.',
    ],
  ];
  it.each(CASES)('is judged in pixels: %s', (_, [width, height], words) => {
    expect(otherShapeMessage({ width, height }, PAGE)).toBe(words);
  });

  it('is that of the page at 300 dots per inch', () => {
    expect(pixelsFor({ width: 612, height: 792 })).toEqual({ width: 2550, height: 3300 });
  });
});
