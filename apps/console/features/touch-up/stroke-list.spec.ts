import { describe, expect, it } from '@jest/globals';
import type { Stroke } from '#contracts/touch-up.js';
import { isNews, useStrokes } from './stroke-list.js';

const stroke = (size: number): Stroke => ({ tool: 'brush', size, points: [1, 1] });

describe('the strokes of a touch-up', () => {
  it('are undone and done again in order; a new one ends the doing again', () => {
    const list = useStrokes();
    for (const size of [1, 2, 3]) list.add(stroke(size));
    list.undo();
    list.undo();
    expect(list.strokes.value.map(({ size }) => size)).toEqual([1]);
    list.redo();
    expect(list.strokes.value.map(({ size }) => size)).toEqual([1, 2]);
    list.add(stroke(9));
    expect(list.canRedo.value).toBe(false);
    list.redo();
    expect(list.strokes.value.map(({ size }) => size)).toEqual([1, 2, 9]);
  });

  it('are full before the server would refuse them', () => {
    const list = useStrokes();
    list.add({ ...stroke(1), points: Array.from({ length: 380_000 }, () => 1) });
    expect(list.full.value).toBe(true);
  });

  it('leave out points that are hardly off the last one', () => {
    expect(isNews(stroke(1), 1.1, 1.1)).toBe(false);
    expect(isNews(stroke(1), 2, 1)).toBe(true);
  });
});
