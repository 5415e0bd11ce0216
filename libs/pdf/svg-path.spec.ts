import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { pathOperators } from './svg-path.js';

describe('pathOperators', () => {
  it.each([
    ['M1 2L3 4Z', '1 2 m\n3 4 l\nh\n'],
    ['m1,2 3,4 5,6', '1 2 m\n4 6 l\n9 12 l\n'],
    ['M10 10h5v-5H0V0', '10 10 m\n15 10 l\n15 5 l\n0 5 l\n0 0 l\n'],
    ['M0 0c1 1 2 2 3 3s2 2 3 3', '0 0 m\n1 1 2 2 3 3 c\n4 4 5 5 6 6 c\n'],
    ['M0 0Q3 3 6 0T12 0', '0 0 m\n2 2 4 2 6 0 c\n8 -2 10 -2 12 0 c\n'],
    ['M-1.6-.5.5.5', '-2 0 m\n1 1 l\n'],
    ['M1e1 2E0L1.5e+1 1', '10 2 m\n15 1 l\n'],
    ['M0 0z m5 5l1 1', '0 0 m\nh\n5 5 m\n6 6 l\n'],
    ['M0 0L10 0L10 10 junk', '0 0 m\n10 0 l\n10 10 l\n'],
    ['M0 0L10', '0 0 m\n'],
    ['M0 0L1e300 5', '0 0 m\n'],
    ['L5 5', ''],
    ['', ''],
  ])('turns %j into operators', (d, operators) => {
    expect(pathOperators(d, 1)).toBe(operators);
  });

  it('draws arcs, with flags that stand without spaces', () => {
    const ends = pathOperators('M0 0a5 5 0 0110 0', 1)
      .trim()
      .split('\n')
      .map((row) => row.split(' ').slice(-3, -1));
    expect(ends.at(-1)).toEqual(['10', '0']);
    expect(pathOperators('M0 0A5 5 0 1 1 0 0', 1)).toBe('0 0 m\n'); // no arc between equal points
    expect(pathOperators('M0 0A0 5 0 1 1 9 9', 1)).toContain('9 9 c');
  });

  it('writes nothing but whole numbers and path operators, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'MmLlHhVvCcSsQqTtAaZz,. -+eE\0é'),
      fc.double().map(String),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 100 }), (pieces, scale) => {
        const rows = pathOperators(`M0 0${pieces.join(' ')}`, scale)
          .split('\n')
          .filter(Boolean);
        for (const row of rows) expect(row).toMatch(/^(h|-?\d+ -?\d+ [ml]|(-?\d+ ){6}c)$/);
      }),
    );
  });
});
