import { pathOperators } from '../svg-path.js';

/** Width and height of a path's hull (end and control points), in the path's units. */
export function pathExtent(d: string): { width: number; height: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const row of pathOperators(d, 1).split('\n')) {
    const figures = row.split(' ');
    for (let index = 0; index + 1 < figures.length; index += 2) {
      const x = Number(figures[index]);
      const y = Number(figures[index + 1]);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < left ? { width: 0, height: 0 } : { width: right - left, height: bottom - top };
}
