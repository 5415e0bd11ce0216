import { describe, expect, it } from '@jest/globals';
import { fileSize } from './file-size.js';

describe('the size of a file', () => {
  it.each([
    [0, '1 kB'],
    [946_700, '947 kB'],
    [1_000_000, '1.0 MB'],
    [12_345_678, '12.3 MB'],
    [1_234_500_000, '1,234.5 MB'],
  ])('of %i bytes is %s', (bytes, text) => expect(fileSize(bytes)).toBe(text));
});
