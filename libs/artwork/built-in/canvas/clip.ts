import { cyclicAt } from '#contracts/items.js';
import type { Point, Polygon } from '../../line-art/geometry.js';

/** Which side of the edge a→b a point lies on; not negative = inside, for a clip polygon that runs clockwise. */
const side = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

const crossing = (p: Point, q: Point, sideP: number, sideQ: number): Point => {
  const t = sideP / (sideP - sideQ);
  return [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
};

/** The part of a filled polygon inside a convex clockwise `window` (Sutherland–Hodgman); closed along its edge. */
export function clipPolygon(polygon: Polygon, window: Polygon): Point[] {
  let rest: Polygon = polygon;
  window.forEach((a, index) => {
    const b = cyclicAt(window, index + 1);
    const kept: Point[] = [];
    rest.forEach((q, at) => {
      const p = cyclicAt(rest, at - 1);
      const [sideP, sideQ] = [side(a, b, p), side(a, b, q)];
      if (sideP >= 0 !== sideQ >= 0) kept.push(crossing(p, q, sideP, sideQ));
      if (sideQ >= 0) kept.push(q);
    });
    rest = kept;
  });
  return [...rest];
}

/** The pieces of an open line inside a convex clockwise `window`. */
export function clipLine(line: Polygon, window: Polygon): Point[][] {
  let pieces: Point[][] = [[...line]];
  window.forEach((a, index) => {
    const b = cyclicAt(window, index + 1);
    pieces = pieces.flatMap((piece) => halfPlane(piece, a, b));
  });
  return pieces.filter((piece) => piece.length > 1);
}

function halfPlane(line: Point[], a: Point, b: Point): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  line.forEach((q, at) => {
    const p = line[at - 1];
    const sideQ = side(a, b, q);
    if (p) {
      const sideP = side(a, b, p);
      if (sideP >= 0 !== sideQ >= 0) {
        piece.push(crossing(p, q, sideP, sideQ));
        if (sideQ < 0) {
          pieces.push(piece);
          piece = [];
        }
      }
    }
    if (sideQ >= 0) piece.push(q);
  });
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

export const isWithin = (point: Point, window: Polygon): boolean =>
  window.every((a, index) => side(a, cyclicAt(window, index + 1), point) >= 0);
