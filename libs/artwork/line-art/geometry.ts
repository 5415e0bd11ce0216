import { itemAt, lastOf, cyclicAt } from '#contracts/items.js';

/** Plane geometry for the built-in artist. Units are points (1/72 in), y grows downwards, angles are radians. */
export type Point = readonly [x: number, y: number];
export type Polygon = readonly Point[];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** x' = a·x + c·y + e, y' = b·x + d·y + f, as in SVG's `matrix`. */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export const transform = (m: Affine, x: number, y: number): Point => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f];

/** Scales by `scale` (mirrored when `flip`), turns by `angle`, then moves the origin to `at`. */
export function placed(at: Point, scale: number, angle = 0, flip = false): Affine {
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const mirror = flip ? -1 : 1;
  return { a: cos * mirror, b: sin * mirror, c: -sin, d: cos, e: at[0], f: at[1] };
}

export function boxOf(points: Iterable<Point>): Box {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const inset = (box: Box, by: number, byY = by): Box => ({
  x: box.x + by,
  y: box.y + byY,
  width: box.width - 2 * by,
  height: box.height - 2 * byY,
});

export const rectangle = ({ x, y, width, height }: Box): Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** Signed area; positive when the points run clockwise on a page whose y grows downwards. */
export function signedArea(polygon: Polygon): number {
  let sum = 0;
  polygon.forEach(([x, y], index) => {
    const [nextX, nextY] = cyclicAt(polygon, index + 1);
    sum += x * nextY - nextX * y;
  });
  return sum / 2;
}

export function isInside([x, y]: Point, polygon: Polygon): boolean {
  let inside = false;
  let before = polygon.at(-1);
  for (const point of polygon) {
    const [xi, yi] = point;
    const [xj, yj] = before ?? point;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    before = point;
  }
  return inside;
}

/** Points on an ellipse's arc, from angle `from` to `to` (0 is to the right, growing clockwise on the page). */
export function arc(centre: Point, radiusX: number, radiusY: number, from: number, to: number, steps = 24): Point[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = from + ((to - from) * step) / steps;
    return [centre[0] + radiusX * Math.cos(angle), centre[1] + radiusY * Math.sin(angle)] as const;
  });
}

export const ellipse = (centre: Point, radiusX: number, radiusY = radiusX, steps = 36): Point[] =>
  arc(centre, radiusX, radiusY, 0, Math.PI * 2, steps).slice(0, -1);

/** A point `distance` away from `from` in direction `angle`. */
export const polar = (from: Point, distance: number, angle: number): Point => [
  from[0] + distance * Math.cos(angle),
  from[1] + distance * Math.sin(angle),
];

/** A smooth curve through the points (Catmull-Rom), as a polyline with `steps` pieces from point to point. */
export function smooth(points: Polygon, closed = false, steps = 8): Point[] {
  const count = points.length;
  if (count < 3) return [...points];
  const at = (index: number): Point =>
    closed ? cyclicAt(points, index) : itemAt(points, Math.max(0, Math.min(count - 1, index)));
  const curve: Point[] = [];
  const last = closed ? count : count - 1;
  for (let i = 0; i < last; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const blend = (axis: 0 | 1): number =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      curve.push([blend(0), blend(1)]);
    }
  }
  if (!closed) curve.push(lastOf(points));
  return curve;
}
