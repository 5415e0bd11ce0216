import { describe, expect, it } from '@jest/globals';
import { markAfter } from './chart-focus.js';

describe('the keys of a chart', () => {
  it('go to the next mark, the one before, the first and the last', () => {
    const keys = ['ArrowRight', 'ArrowLeft', 'Home', 'End'];
    expect(keys.map((key) => markAfter(key, 3, 10, 'horizontal'))).toEqual([4, 2, 0, 9]);
  });

  it('stay within the marks', () => {
    expect(markAfter('ArrowLeft', 0, 10, 'horizontal')).toBe(0);
    expect(markAfter('ArrowRight', 9, 10, 'horizontal')).toBe(9);
  });

  it('leave up and down to the page where marks stand side by side', () => {
    expect(markAfter('ArrowDown', 3, 10, 'horizontal')).toBeUndefined();
    expect(markAfter('ArrowDown', 3, 10, 'both')).toBe(4);
    expect(markAfter('Enter', 3, 10, 'both')).toBeUndefined();
  });
});
