/** A transformation as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export const isMatrix = (numbers: readonly number[]): numbers is Matrix => numbers.length === 6;

/** Left, bottom, right, top. */
export type Extent = readonly [left: number, bottom: number, right: number, top: number];
export const isExtent = (numbers: readonly number[]): numbers is Extent => numbers.length === 4;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function times(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

/** The upright box around a transformed box. */
export function around([left, bottom, right, top]: Extent, [a, b, c, d, e, f]: Matrix): Extent {
  const xs = [a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top];
  const ys = [b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top];
  return [Math.min(...xs) + e, Math.min(...ys) + f, Math.max(...xs) + e, Math.max(...ys) + f];
}

/** The part of a box inside another; null when they do not meet. */
export function meet(one: Extent, other: Extent): Extent | null {
  const left = Math.max(one[0], other[0]);
  const bottom = Math.max(one[1], other[1]);
  const right = Math.min(one[2], other[2]);
  const top = Math.min(one[3], other[3]);
  return left <= right && bottom <= top ? [left, bottom, right, top] : null;
}

/** Least factor by which the matrix scales any direction: how thin a line can get (smallest singular value). */
export function leastScale([a, b, c, d]: Matrix): number {
  const half = (a * a + b * b + c * c + d * d) / 2;
  const det = a * d - b * c;
  return Math.sqrt(Math.max(0, half - Math.sqrt(Math.max(0, half * half - det * det))));
}
