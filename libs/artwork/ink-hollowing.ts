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
        const open = Math.min(1, Math.max(0, (distance[at] as number) - line + 0.5));
        ink[at] = Math.min(ink[at] as number, Math.round(255 * (1 - open)));
      }
  return line;
}

/** Distance of each ink pixel to the nearest paper, in pixels: the 3-4 chamfer transform, within 6 % of the true one. */
export function distanceToPaper({ width: w, height: h, ink }: InkMap, level: number): Float32Array {
  const far = 3 * (w + h);
  const d = new Int32Array(w * h);
  const near = (at: number, x: number, y: number, dx: number, dy: number): number =>
    x + dx < 0 || x + dx >= w || y + dy < 0 || y + dy >= h ? 0 : (d[at + dy * w + dx] as number);
  for (let y = 0, at = 0; y < h; y++)
    for (let x = 0; x < w; x++, at++)
      d[at] =
        (ink[at] as number) < level
          ? 0
          : Math.min(
              far,
              near(at, x, y, -1, 0) + 3,
              near(at, x, y, 0, -1) + 3,
              near(at, x, y, -1, -1) + 4,
              near(at, x, y, 1, -1) + 4,
            );
  for (let y = h - 1, at = w * h - 1; y >= 0; y--)
    for (let x = w - 1; x >= 0; x--, at--)
      if (d[at] !== 0)
        d[at] = Math.min(
          d[at] as number,
          near(at, x, y, 1, 0) + 3,
          near(at, x, y, 0, 1) + 3,
          near(at, x, y, 1, 1) + 4,
          near(at, x, y, -1, 1) + 4,
        );
  return Float32Array.from(d, (value) => value / 3);
}

/** Twice the median distance along the ridges, which is the usual width of a line; solid areas have few ridge pixels. */
function lineWidth(distance: Float32Array, w: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let at = w + 1; at < distance.length - w - 1; at++) {
    const here = distance[at] as number;
    if (here < 0.9) continue;
    const across = here >= (distance[at - 1] as number) && here >= (distance[at + 1] as number);
    const along = here >= (distance[at - w] as number) && here >= (distance[at + w] as number);
    if (!across || !along) continue;
    counts[Math.min(255, Math.round(here * 2))] = (counts[Math.min(255, Math.round(here * 2))] as number) + 1;
    total += 1;
  }
  let seen = 0;
  for (let half = 0; half < counts.length; half++) {
    seen += counts[half] as number;
    if (seen * 2 >= total && total > 0) return half;
  }
  return 0;
}

/** Connected areas deeper than one line width whose depth somewhere says "solid". */
function* solidAreas(distance: Float32Array, w: number, line: number): Generator<{ pixels: Int32Array; size: number }> {
  const seen = new Uint8Array(distance.length);
  const stack = new Int32Array(distance.length);
  const inside = (at: number): boolean =>
    at >= 0 && at < distance.length && seen[at] === 0 && (distance[at] as number) > line - 0.5;
  for (let start = 0; start < distance.length; start++) {
    if (!inside(start)) continue;
    let size = 0;
    let deepest = 0;
    stack[size++] = start;
    seen[start] = 1;
    for (let at = 0; at < size; at++) {
      const here = stack[at] as number;
      deepest = Math.max(deepest, distance[here] as number);
      for (const neighbour of [here - 1, here + 1, here - w, here + w])
        if (inside(neighbour)) {
          seen[neighbour] = 1;
          stack[size++] = neighbour;
        }
    }
    if (deepest * 2 > line * SOLID) yield { pixels: stack.slice(0, size), size };
  }
}
