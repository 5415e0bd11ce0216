import type { Extent, Matrix } from './matrix.js';

/** Collects the bounds of the current path in page units, curves by their true extremes. */
export class PathTrace {
  #left = Infinity;
  #bottom = Infinity;
  #right = -Infinity;
  #top = -Infinity;
  /** Current point, in page units. */
  #x = 0;
  #y = 0;

  get extent(): Extent | null {
    return this.#left <= this.#right ? [this.#left, this.#bottom, this.#right, this.#top] : null;
  }

  clear(): void {
    this.#left = this.#bottom = Infinity;
    this.#right = this.#top = -Infinity;
  }

  point(x: number, y: number, [a, b, c, d, e, f]: Matrix): void {
    this.#to(a * x + c * y + e, b * x + d * y + f);
  }

  /** A curve from the current point; null control points stand for the current (`v`) or the end point (`y`). */
  curve(first: [number, number] | null, second: [number, number], end: [number, number], matrix: Matrix): void {
    const [a, b, c, d, e, f] = matrix;
    const place = ([x, y]: [number, number]): [number, number] => [a * x + c * y + e, b * x + d * y + f];
    const from: [number, number] = [this.#x, this.#y];
    const one = first ? place(first) : from;
    const two = place(second);
    const to = place(end);
    this.#to(...to);
    if (this.#holds(...one) && this.#holds(...two)) return; // the curve lies within the hull of its points
    for (const axis of [0, 1] as const)
      for (const at of extremes(from[axis], one[axis], two[axis], to[axis]))
        this.#include(bezier(from[0], one[0], two[0], to[0], at), bezier(from[1], one[1], two[1], to[1], at));
  }

  #holds(x: number, y: number): boolean {
    return x >= this.#left && x <= this.#right && y >= this.#bottom && y <= this.#top;
  }

  #to(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#include(x, y);
  }

  #include(x: number, y: number): void {
    if (x < this.#left) this.#left = x;
    if (x > this.#right) this.#right = x;
    if (y < this.#bottom) this.#bottom = y;
    if (y > this.#top) this.#top = y;
  }
}

function bezier(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const u = 1 - t;
  return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
}

/** Where, between the ends, a cubic stops and turns: the roots of its derivative. */
function extremes(p0: number, p1: number, p2: number, p3: number): number[] {
  const a = -p0 + 3 * p1 - 3 * p2 + p3;
  const b = 2 * (p0 - 2 * p1 + p2);
  const c = p1 - p0;
  if (Math.abs(a) < 1e-9) return Math.abs(b) < 1e-9 ? [] : [-c / b].filter((t) => t > 0 && t < 1);
  const root = b * b - 4 * a * c;
  if (root < 0) return [];
  return [(-b + Math.sqrt(root)) / (2 * a), (-b - Math.sqrt(root)) / (2 * a)].filter((t) => t > 0 && t < 1);
}
