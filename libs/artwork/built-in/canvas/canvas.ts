import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { clipLine, clipPolygon, isWithin } from './clip.js';
import { Coverage } from './coverage.js';
import type { Drawing, Shape } from '../drawings/drawings.js';
import {
  type Affine,
  type Box,
  boxOf,
  placed,
  type Point,
  type Polygon,
  rectangle,
  transform,
} from '../../line-art/geometry.js';
import type { ArtPath, LineArt } from '../../line-art/line-art.js';

export interface Ink {
  /** Multiple of the page's line width; 1 when left out, 0 for no line. */
  line?: number;
  fill?: 'white' | 'black' | 'none';
}

export interface Placement {
  /** Where the middle of the drawing's lower edge goes. */
  at: Point;
  /** Height or width in points; one of both. */
  height?: number | undefined;
  width?: number | undefined;
  /** Greatest width when `height` is given. */
  maxWidth?: number | undefined;
  flip?: boolean | undefined;
  /** Turned about the drawing's own centre. */
  angle?: number | undefined;
}

/** Dots wider than this many points are drawn as rings to colour, unless they are eyes. */
const LARGEST_SPOT = 5;
/** Eyes wider than this get a white glint, so that they are no black blobs. */
const LARGEST_PLAIN_EYE = 8;

/**
 * The page being drawn, in painter's order: whatever is drawn later hides what lies behind it. Nothing leaves `window`,
 * a convex clockwise polygon (the page without half a line's width): what crosses its edge is cut and closed along it.
 */
export class Canvas {
  readonly paths: ArtPath[] = [];
  readonly coverage: Coverage;
  private windows: Polygon[];

  constructor(
    readonly width: number,
    readonly height: number,
    /** The page's line width in points. */
    readonly line: number,
  ) {
    this.coverage = new Coverage(width, height);
    const edge = Math.max(line, 1) * 0.75;
    this.windows = [rectangle({ x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge })];
  }

  get window(): Polygon {
    return lastOf(this.windows);
  }

  /** Draws `what` cut to a convex clockwise polygon inside the present window. */
  within(window: Polygon, what: () => void): void {
    this.windows.push(clipPolygon(window, this.window));
    what();
    this.windows.pop();
  }

  /** A closed shape, white inside unless said otherwise. */
  shape(polygon: Polygon, { line = 1, fill = 'white' }: Ink = {}): void {
    const cut = polygon.every((point) => isWithin(point, this.window)) ? polygon : clipPolygon(polygon, this.window);
    if (cut.length < 3) return;
    this.add(`${polyline(cut)}Z`, fill, line * this.line);
    if (line > 0) this.coverage.markLine(cut, true);
  }

  /** An open line. */
  stroke(line: Polygon, weight = 1): void {
    const pieces = line.every((point) => isWithin(point, this.window)) ? [line] : clipLine(line, this.window);
    for (const piece of pieces) {
      if (piece.length < 2) continue;
      this.add(polyline(piece), 'none', weight * this.line);
      this.coverage.markLine(piece);
    }
  }

  dot(centre: Point, radius: number): void {
    if (isWithin(centre, this.window)) this.add(circlePath(centre, radius), 'black', 0);
  }

  circle(centre: Point, radius: number, { line = 1, fill = 'white' }: Ink = {}): void {
    const ring = Array.from({ length: 40 }, (_, i): Point => {
      const angle = (i / 40) * Math.PI * 2;
      return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)];
    });
    if (!ring.every((point) => isWithin(point, this.window))) {
      this.shape(ring, { line, fill });
      return;
    }
    this.add(circlePath(centre, radius), fill, line * this.line);
    this.coverage.markLine(ring, true);
  }

  /** Draws a designed drawing; gives back the box that it takes. */
  draw(drawing: Drawing, placement: Placement): Box {
    const matrix = matrixOf(drawing, placement);
    const scale = Math.hypot(matrix.a, matrix.b);
    const outer = drawing.shapes.flatMap((shape) => shape.polygon).map(([x, y]) => transform(matrix, x, y));
    const whole = outer.every((point) => isWithin(point, this.window));
    const layers: Record<'back' | 'outer' | 'lines' | 'dark' | 'light' | 'gaps', Shape[]> = {
      back: [],
      outer: [],
      lines: [],
      dark: [],
      light: [],
      gaps: [],
    };
    const glints: Point[] = [];
    let glintRadius = 0;
    for (const shape of drawing.shapes) {
      const box = boxOf(shape.polygon);
      const size = Math.min(box.width, box.height) * scale;
      const isDark = shape.role === 'e' || (shape.role === 's' && size <= LARGEST_SPOT);
      const layer = {
        b: 'back',
        o: 'outer',
        l: 'lines',
        e: 'dark',
        s: isDark ? 'dark' : 'lines',
        w: 'light',
        g: 'gaps',
      } as const;
      layers[layer[shape.role]].push(shape);
      if (shape.role === 'e' && size > LARGEST_PLAIN_EYE) {
        glintRadius = size * 0.16;
        glints.push(transform(matrix, box.x + box.width * 0.62, box.y + box.height * 0.32));
      }
    }
    for (const shape of [...layers.back, ...layers.outer])
      this.coverage.markArea(shape.polygon.map(([x, y]) => transform(matrix, x, y)));
    const emit = (shapes: Shape[], fill: ArtPath['fill'], stroke: number): void =>
      this.emit(shapes, matrix, whole, fill, stroke);
    emit(layers.back, 'white', 0);
    emit(layers.outer, 'white', this.line);
    emit(layers.lines, 'none', this.line);
    emit(layers.gaps, 'none', this.line);
    emit(layers.dark, 'black', this.line * 0.6);
    emit(layers.light, 'white', 0);
    if (layers.light.length === 0)
      for (const glint of glints)
        if (isWithin(glint, this.window)) this.add(circlePath(glint, glintRadius), 'white', 0);
    return boxOf(outer);
  }

  private emit(shapes: Shape[], matrix: Affine, whole: boolean, fill: ArtPath['fill'], stroke: number): void {
    if (shapes.length === 0) return;
    const d = shapes.map((shape) => this.pathOf(shape, matrix, whole)).join('');
    if (d) this.add(d, fill, stroke);
  }

  private pathOf(shape: Shape, matrix: Affine, whole: boolean): string {
    const open = shape.role === 'g';
    if (whole) return curves(shape, matrix) + (open ? '' : 'Z');
    const polygon = shape.polygon.map(([x, y]) => transform(matrix, x, y));
    if (open) return clipLine(polygon, this.window).map(polyline).join('');
    const cut = clipPolygon(polygon, this.window);
    return cut.length > 2 ? `${polyline(cut)}Z` : '';
  }

  private add(d: string, fill: ArtPath['fill'], stroke: number): void {
    this.paths.push({ d, fill, stroke: stroke === 0 ? 0 : Math.max(0.75, Math.round(stroke * 100) / 100) });
  }

  finish(): LineArt {
    return { width: this.width, height: this.height, paths: this.paths };
  }
}

export function sizeOf(
  drawing: Drawing,
  { height, width, maxWidth }: Omit<Placement, 'at'>,
): { width: number; height: number } {
  const { box } = drawing;
  let scale = height === undefined ? (width ?? 100) / box.width : height / box.height;
  if (maxWidth !== undefined) scale = Math.min(scale, maxWidth / box.width);
  return { width: box.width * scale, height: box.height * scale };
}

function matrixOf(drawing: Drawing, placement: Placement): Affine {
  const size = sizeOf(drawing, placement);
  const scale = size.height / drawing.box.height;
  const { at, angle = 0, flip = false } = placement;
  if (angle === 0) return placed(at, scale, 0, flip);
  const half = size.height / 2;
  const centre: Point = [at[0], at[1] - half];
  return placed([centre[0] - Math.sin(angle) * half, centre[1] + Math.cos(angle) * half], scale, angle, flip);
}

/** Writes path data in tenths of a point, relative where SVG allows it: half the length of absolute numbers. */
class PathPen {
  private d = '';
  private x = 0;
  private y = 0;

  move(letter: string, points: Polygon): void {
    const from: Point = letter === 'M' ? [0, 0] : [this.x, this.y];
    const numbers = points.map(([x, y]) => [Math.round(x * 10) - from[0], Math.round(y * 10) - from[1]] as const);
    const text = numbers.map(([dx, dy]) => `${dx / 10}${dy < 0 ? '' : ' '}${dy / 10}`).join(' ');
    this.d += (letter === 'M' ? 'M' : letter.toLowerCase()) + text.replaceAll(' -', '-');
    const last = lastOf(points);
    this.x = Math.round(last[0] * 10);
    this.y = Math.round(last[1] * 10);
  }

  get path(): string {
    return this.d;
  }
}

function polyline(points: Polygon): string {
  const pen = new PathPen();
  const kept = thinned(points);
  pen.move('M', [firstOf(kept)]);
  for (const point of kept.slice(1)) pen.move('L', [point]);
  return pen.path;
}

/** How far in points a dropped point may lie off the line. */
const TOLERANCE = 0.12;

/** Leaves out points that lie on the way between their neighbours (Reumann–Witkam's strip, at most eight in a run). */
function thinned(points: Polygon): Point[] {
  const kept: Point[] = [firstOf(points)];
  let start = 0;
  for (let i = 2; i < points.length; i++) {
    const [ax, ay] = itemAt(points, start);
    const [bx, by] = itemAt(points, i);
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const isStraight = points
      .slice(start + 1, i)
      .every(([x, y]) => Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length < TOLERANCE);
    if (isStraight && i - start <= 8) continue;
    start = i - 1;
    kept.push(itemAt(points, start));
  }
  kept.push(lastOf(points));
  return kept;
}

function curves({ commands }: Shape, matrix: Affine): string {
  const pen = new PathPen();
  for (const { letter, numbers } of commands) {
    const points: Point[] = [];
    for (let i = 0; i < numbers.length; i += 2)
      points.push(transform(matrix, itemAt(numbers, i), itemAt(numbers, i + 1)));
    pen.move(letter, points);
  }
  return pen.path;
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

function circlePath([x, y]: Point, radius: number): string {
  const r = Math.max(0.1, Math.round(radius * 10) / 10);
  return `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * r)} 0a${r} ${r} 0 1 0 ${short(-2 * r)} 0Z`;
}
