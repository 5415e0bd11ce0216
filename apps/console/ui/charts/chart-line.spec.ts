import { describe, expect, it } from '@jest/globals';
import { chartLine } from './chart-line.js';

const at = (x: number) => ({ x, y: 5 });

describe('the line of a chart over days', () => {
  it.each([
    ['no day at all', [], ''],
    ['days without a figure', [null, null], ''],
    ['one day: a dot', [at(1)], 'M1.0 5.0h0'],
    ['one day among others without a figure: a dot', [null, at(1), null], 'M1.0 5.0h0'],
    ['days in a row', [at(1), at(2), at(3)], 'M1.0 5.0L2.0 5.0L3.0 5.0'],
    ['a gap, and a day alone after it', [at(1), at(2), null, at(4)], 'M1.0 5.0L2.0 5.0M4.0 5.0h0'],
  ])('of %s', (_words, points, path) => expect(chartLine(points)).toBe(path));
});
