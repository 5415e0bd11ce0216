/* oxlint-disable typescript/no-non-null-assertion -- loops over pixels and points, within the bounds of their arrays */
/** A grey picture of ink: 0 is bare paper, 255 is black; row by row, one byte a pixel. */
export interface InkMap {
  width: number;
  height: number;
  ink: Uint8Array;
}

/** A closed outline as x, y, x, y, … in pixels, pixel centers at .5; ink lies to its left. */
export type Ring = Float64Array;

/** Cell cases (corners a b c d, clockwise from the upper left, as bits 8 4 2 1) → where the outline comes in and goes out. */
const T = 0;
const R = 1;
const B = 2;
const L = 3;
const CASES: readonly (readonly number[])[] = [
  [],
  [B, L],
  [R, B],
  [R, L],
  [T, R],
  [],
  [T, B],
  [T, L],
  [L, T],
  [B, T],
  [],
  [R, T],
  [L, R],
  [B, R],
  [L, B],
  [],
];

/**
 * Outlines of all that is darker than `level`, by marching squares: the outline runs between pixels where the grey says,
 * so that a picture of few pixels still gives smooth lines. Rings that enclose less than `minArea` square pixels are
 * dropped, islands and holes alike.
 */
export function isolines({ width, height, ink }: InkMap, level: number, minArea: number): Ring[] {
  // A margin of bare paper closes what touches the edge.
  const w = width + 2;
  const h = height + 2;
  const value = new Uint8Array(w * h);
  for (let y = 0; y < height; y++) value.set(ink.subarray(y * width, (y + 1) * width), (y + 1) * w + 1);
  const next = linkCrossings(value, w, h, level);
  const rings: Ring[] = [];
  for (let start = 0; start < next.length; start++) {
    if (next[start] === -1) continue;
    const points: number[] = [];
    let edge = start;
    while (next[edge] !== -1) {
      const to = next[edge]!;
      next[edge] = -1;
      crossing(edge, value, w, w * h, level, points);
      edge = to;
    }
    if (Math.abs(ringArea(points)) >= minArea) rings.push(Float64Array.from(points));
  }
  return rings;
}

/** For each pixel border that an outline crosses, the border that it crosses next; −1 for the others. */
function linkCrossings(value: Uint8Array, w: number, h: number, level: number): Int32Array {
  const size = w * h;
  const next = new Int32Array(size * 2).fill(-1);
  const link = (at: number, from: number, to: number): void => {
    next[borderOf(at, from, w, size)] = borderOf(at, to, w, size);
  };
  for (let y = 0; y < h - 1; y++)
    for (let at = y * w, end = at + w - 1; at < end; at++) {
      const a = value[at]!;
      const b = value[at + 1]!;
      const c = value[at + w + 1]!;
      const d = value[at + w]!;
      const bits = (a >= level ? 8 : 0) | (b >= level ? 4 : 0) | (c >= level ? 2 : 0) | (d >= level ? 1 : 0);
      if (bits === 0 || bits === 15) continue;
      if (bits === 5 || bits === 10) {
        const joined = a + b + c + d >= level * 4;
        if (bits === 10) {
          link(at, joined ? R : L, T);
          link(at, joined ? L : R, B);
        } else {
          link(at, joined ? T : B, L);
          link(at, joined ? B : T, R);
        }
      } else {
        const [from = 0, to = 0] = CASES[bits]!;
        link(at, from, to);
      }
    }
  return next;
}

/** Borders have numbers: those under a row's pixels first, then those beside them. */
function borderOf(at: number, side: number, w: number, size: number): number {
  if (side === T) return at;
  if (side === B) return at + w;
  return side === L ? size + at : size + at + 1;
}

function crossing(border: number, value: Uint8Array, w: number, size: number, level: number, points: number[]): void {
  const upright = border >= size;
  const at = upright ? border - size : border;
  const first = value[at]!;
  const second = value[upright ? at + w : at + 1]!;
  const share = (level - first) / (second - first);
  // The margin moved everything by one pixel; centers lie at .5.
  const x = (at % w) - 0.5;
  const y = Math.floor(at / w) - 0.5;
  points.push(upright ? x : x + share, upright ? y + share : y);
}

/** Signed area in square pixels. */
export function ringArea(points: ArrayLike<number>): number {
  let sum = 0;
  const n = points.length;
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n;
    sum += points[i]! * points[j + 1]! - points[j]! * points[i + 1]!;
  }
  return sum / 2;
}
