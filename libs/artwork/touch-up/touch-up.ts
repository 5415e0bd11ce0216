import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import type { Stroke } from '#contracts/touch-up.js';
import type { Point } from '../line-art/geometry.js';
import type { ArtPath, LineArt } from '../line-art/line-art.js';

/** Deviation in points that is invisible on paper: a fifth of the finest line's width. */
const TOLERANCE = 0.15;

/**
 * The drawing with a person's strokes on top. A brush stroke is a black line with round ends. Art knows no white lines,
 * so an eraser's stroke becomes a white shape, of the same outline.
 */
export function touchUp(art: LineArt, strokes: Stroke[]): LineArt {
  return { ...art, paths: [...art.paths, ...strokes.map(pathOf)] };
}

/** The first stroke that leaves the drawing; null when all stay inside. */
export function strokeOutside({ width, height }: LineArt, strokes: Stroke[]): number | null {
  const at = strokes.findIndex(({ points }) =>
    points.some((value, index) => value < 0 || value > (index % 2 === 0 ? width : height)),
  );
  return at < 0 ? null : at;
}

function pathOf({ tool, size, points }: Stroke): ArtPath {
  const line = simplified(pairs(points));
  if (tool === 'eraser') return { d: bandPath(line, size / 2), fill: 'white', stroke: 0 };
  if (line.length === 1) return { d: discPath(firstOf(line), size / 2), fill: 'black', stroke: 0 };
  return { d: smoothPath(line), fill: 'none', stroke: figure(size) };
}

/** Straight to the first middle, then curves from middle to middle with the points as handles, straight to the end. */
function smoothPath(line: Point[]): string {
  const rest = line.slice(1);
  const last = lastOf(rest);
  let d = `M${at(firstOf(line))}`;
  for (const [index, point] of rest.slice(0, -1).entries())
    d += `Q${at(point)} ${at(middle(point, itemAt(rest, index + 1)))}`;
  return `${d}L${at(last)}`;
}

/** All that a disc of this radius passes over: a capsule for each stretch, all turning the same way, so that they join. */
function bandPath(line: Point[], radius: number): string {
  if (line.length === 1) return discPath(firstOf(line), radius);
  return line
    .slice(1)
    .map((to, index) => capsulePath(itemAt(line, index), to, radius))
    .join('');
}

function capsulePath(from: Point, to: Point, radius: number): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [x, y] = [((to[1] - from[1]) / length) * radius, ((from[0] - to[0]) / length) * radius];
  const arc = `A${figure(radius)} ${figure(radius)} 0 0 1 `;
  const corner = ([px, py]: Point, sign: 1 | -1): string => at([px + sign * x, py + sign * y]);
  return `M${corner(from, 1)}L${corner(to, 1)}${arc}${corner(to, -1)}L${corner(from, -1)}${arc}${corner(from, 1)}Z`;
}

function discPath([x, y]: Point, radius: number): string {
  const arc = `A${figure(radius)} ${figure(radius)} 0 0 1 `;
  return `M${at([x - radius, y])}${arc}${at([x + radius, y])}${arc}${at([x - radius, y])}Z`;
}

const pairs = (list: number[]): Point[] =>
  Array.from(
    { length: list.length / 2 },
    (_, index) => [itemAt(list, 2 * index), itemAt(list, 2 * index + 1)] as const,
  );

/** Points simplified at once: the algorithm is quadratic in their number. */
const STRETCH = 250;

/** Without the points that lie on the way anyhow (Ramer–Douglas–Peucker, stretch by stretch). */
function simplified(line: Point[]): Point[] {
  const last = line.length - 1;
  const ends = [...Array.from({ length: Math.ceil(last / STRETCH) }, (_, index) => index * STRETCH), last];
  const keep = new Set(ends);
  const open = ends.slice(1).map((end, index): [number, number] => [itemAt(ends, index), end]);
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [from, to] = stretch;
    const far = farthest(line, from, to);
    if (far === null) continue;
    keep.add(far);
    open.push([from, far], [far, to]);
  }
  const kept = line.filter((_, index) => keep.has(index));
  return kept.filter((point, index) => index === 0 || at(point) !== at(itemAt(kept, index - 1)));
}

function farthest(line: Point[], from: number, to: number): number | null {
  let most = TOLERANCE;
  let found: number | null = null;
  const [start, end] = [itemAt(line, from), itemAt(line, to)];
  for (let index = from + 1; index < to; index += 1) {
    const distance = distanceTo(itemAt(line, index), start, end);
    if (distance > most) [most, found] = [distance, index];
  }
  return found;
}

/** From a point to a stretch, its ends included: a line that goes back on itself is no straight one. */
function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const figure = (value: number): number => Math.round(value * 100) / 100;
const at = ([x, y]: Point): string => `${figure(x)} ${figure(y)}`;
