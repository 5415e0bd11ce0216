/* oxlint-disable typescript/no-non-null-assertion -- loops over pixels, within the bounds of the picture */
import type { InkMap } from './isolines.js';

/** An area is solid, rather than a line, from so many times the drawing's own line width. */
const SOLID = 2.4;
/** Solid areas smaller than this share of the page are eyes and noses, and stay black. */
const SMALL = 0.0004;

/**
 * Opens solid black areas so that they can be coloured: keeps an outline as thick as the drawing's own lines and turns
 * the inside to paper. Changes `ink` in place; gives the line width in pixels.
 */
export function hollowSolids({ width, height, ink }: InkMap, level: number): number {
  const distance = distanceToPaper({ width, height, ink }, level);
  const line = Math.min(Math.max(lineWidth(distance, width), width * 0.003), width * 0.012);
  for (const solid of solidAreas(distance, width, line))
    if (solid.size >= SMALL * width * height)
      for (const at of solid.pixels) {
        // A ramp of one pixel keeps the new edge as smooth as the old ones.
        const open = Math.min(1, Math.max(0, distance[at]! - line + 0.5));
        ink[at] = Math.min(ink[at]!, Math.round(255 * (1 - open)));
      }
  return line;
}

/** Distance of each ink pixel to the nearest paper, in pixels: the 3-4 chamfer transform, within 6 % of the true one. */
export function distanceToPaper({ width, height, ink }: InkMap, level: number): Float32Array {
  // A margin of paper spares every pixel the question whether its neighbours exist.
  const w = width + 2;
  const d = new Int32Array(w * (height + 2));
  for (let y = 1; y <= height; y++)
    for (let x = 1, at = y * w + 1, from = (y - 1) * width; x <= width; x++, at++, from++)
      if (ink[from]! >= level) d[at] = Math.min(d[at - 1]! + 3, d[at - w]! + 3, d[at - w - 1]! + 4, d[at - w + 1]! + 4);
  const result = new Float32Array(width * height);
  for (let y = height; y >= 1; y--)
    for (let x = width, at = y * w + x; x >= 1; x--, at--)
      if (d[at] !== 0) {
        d[at] = Math.min(d[at]!, d[at + 1]! + 3, d[at + w]! + 3, d[at + w + 1]! + 4, d[at + w - 1]! + 4);
        result[(y - 1) * width + x - 1] = d[at]! / 3;
      }
  return result;
}

/** Twice the median distance along the ridges, which is the usual width of a line; solid areas have few ridge pixels. */
function lineWidth(distance: Float32Array, w: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let at = w + 1; at < distance.length - w - 1; at++) {
    const here = distance[at]!;
    if (here < 0.9) continue;
    const across = here >= distance[at - 1]! && here >= distance[at + 1]!;
    const along = here >= distance[at - w]! && here >= distance[at + w]!;
    if (!across || !along) continue;
    counts[Math.min(255, Math.round(here * 2))] = counts[Math.min(255, Math.round(here * 2))]! + 1;
    total += 1;
  }
  let seen = 0;
  for (let half = 0; half < counts.length; half++) {
    seen += counts[half]!;
    if (seen * 2 >= total && total > 0) return half;
  }
  return 0;
}

/** Connected areas deeper than one line width whose depth somewhere says "solid". */
function* solidAreas(distance: Float32Array, w: number, line: number): Generator<{ pixels: Int32Array; size: number }> {
  const seen = new Uint8Array(distance.length);
  const stack = new Int32Array(distance.length);
  const inside = (at: number): boolean =>
    at >= 0 && at < distance.length && seen[at] === 0 && distance[at]! > line - 0.5;
  for (let start = 0; start < distance.length; start++) {
    if (!inside(start)) continue;
    let size = 0;
    let deepest = 0;
    stack[size++] = start;
    seen[start] = 1;
    for (let at = 0; at < size; at++) {
      const here = stack[at]!;
      deepest = Math.max(deepest, distance[here]!);
      for (const neighbour of [here - 1, here + 1, here - w, here + w])
        if (inside(neighbour)) {
          seen[neighbour] = 1;
          stack[size++] = neighbour;
        }
    }
    if (deepest * 2 > line * SOLID) yield { pixels: stack.slice(0, size), size };
  }
}
