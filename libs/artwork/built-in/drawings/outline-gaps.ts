/* oxlint-disable typescript/no-non-null-assertion -- loops over the cells of a grid, within its bounds */
import { signedArea, type Point, type Polygon } from '../../line-art/geometry.js';

const CELL = 8;
/** Gaps in an outline up to twice this many font units are closed. */
const REACH = 72;
const MARGIN = 20;

export interface Closure {
  /** What must be white behind the drawing although no single outline surrounds it. */
  backing: Point[][];
  /** Lines that close the gaps, so that the body is one closed region. */
  gaps: Point[][];
}

/**
 * Closes what the designer left open: paints all lines on a grid, thickens them until gaps of the outline close, floods
 * from outside, shrinks back. Returns only what the drawing's own outlines (`outers`, filled) do not cover already.
 */
export function closeOutline(lines: readonly Polygon[], outers: readonly Polygon[]): Closure {
  const grid = new Grid(lines);
  for (const line of lines) grid.draw(line, 12);
  const drawn = new Grid(lines);
  for (const line of lines) drawn.draw(line, 24);
  for (const outer of outers) grid.fill(outer);
  const covered = grid.cells.slice();
  const body = grid.closed();
  const rooms = grid.roomsOf(body, covered);
  if (rooms.every((cell) => cell === 0)) return { backing: [], gaps: [] };
  const backing = grid.trace(rooms).filter((polygon) => Math.abs(signedArea(polygon)) > 12_000);
  const outside = backing.map((polygon) => farFrom(polygon, (point) => drawn.has(point) || grid.isDeep(point, body)));
  return { backing, gaps: outside.flat() };
}

/** The stretches of a polygon that no line of the drawing runs along. */
function farFrom(polygon: Polygon, near: (point: Point) => boolean): Point[][] {
  const stretches: Point[][] = [];
  let stretch: Point[] = [];
  for (const point of [...polygon, polygon[0]!]) {
    if (!near(point)) stretch.push(point);
    else if (stretch.length > 0) {
      if (stretch.length > 2) stretches.push(stretch);
      stretch = [];
    }
  }
  if (stretch.length > 2) stretches.push(stretch);
  return stretches;
}

class Grid {
  readonly cells: Uint8Array;
  private readonly width: number;
  private readonly height: number;
  private readonly left: number;
  private readonly top: number;

  constructor(lines: readonly Polygon[]) {
    const xs = lines.flatMap((line) => line.map(([x]) => x));
    const ys = lines.flatMap((line) => line.map(([, y]) => y));
    this.left = Math.min(...xs) - MARGIN * CELL;
    this.top = Math.min(...ys) - MARGIN * CELL;
    this.width = Math.ceil((Math.max(...xs) - this.left) / CELL) + MARGIN;
    this.height = Math.ceil((Math.max(...ys) - this.top) / CELL) + MARGIN;
    this.cells = new Uint8Array(this.width * this.height);
  }

  draw(line: Polygon, radius: number): void {
    line.forEach(([x1, y1], i) => {
      const [x2, y2] = line[(i + 1) % line.length]!;
      const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4) + 1;
      for (let s = 0; s <= steps; s++) this.dab(x1 + ((x2 - x1) * s) / steps, y1 + ((y2 - y1) * s) / steps, radius);
    });
  }

  private dab(x: number, y: number, radius: number): void {
    const column = Math.round((x - this.left) / CELL);
    const row = Math.round((y - this.top) / CELL);
    const reach = Math.round(radius / CELL);
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) this.cells[(row + dy) * this.width + column + dx] = 1;
  }

  has([x, y]: Point): boolean {
    return this.cells[Math.round((y - this.top) / CELL) * this.width + Math.round((x - this.left) / CELL)] === 1;
  }

  fill(polygon: Polygon): void {
    for (let row = 0; row < this.height; row++) {
      const y = this.top + row * CELL;
      const crossings: number[] = [];
      polygon.forEach(([x1, y1], i) => {
        const [x2, y2] = polygon[(i + 1) % polygon.length]!;
        if (y1 > y !== y2 > y) crossings.push(x1 + ((x2 - x1) * (y - y1)) / (y2 - y1));
      });
      crossings.sort((one, other) => one - other);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.ceil((crossings[i]! - this.left) / CELL);
        const to = Math.floor((crossings[i + 1]! - this.left) / CELL);
        this.cells.fill(1, row * this.width + from, row * this.width + Math.max(from, to + 1));
      }
    }
  }

  /** Thickened, flooded from outside, shrunk back. */
  closed(): Uint8Array {
    const reach = Math.round(REACH / CELL);
    const thick = this.spread(this.cells, 1, reach);
    const outside = new Uint8Array(thick.length);
    const stack = [0];
    while (stack.length > 0) {
      const i = stack.pop()!;
      if (outside[i] || thick[i]) continue;
      outside[i] = 1;
      const x = i % this.width;
      if (x > 0) stack.push(i - 1);
      if (x < this.width - 1) stack.push(i + 1);
      if (i >= this.width) stack.push(i - this.width);
      if (i < thick.length - this.width) stack.push(i + this.width);
    }
    const grown = this.spread(outside, 1, reach);
    return grown.map((value) => (value ? 0 : 1));
  }

  /**
   * The parts of a closed body that no outline fills and that are true rooms: wider than what closing fills by itself
   * between spikes, legs and feathers.
   */
  roomsOf(body: Uint8Array, covered: Uint8Array): Uint8Array {
    const reach = Math.round(REACH / CELL) + 1;
    const blocked = body.map((cell, i) => (cell && !covered[i] ? 0 : 1));
    const near = this.spread(blocked, 1, reach);
    const rooms = new Uint8Array(body.length);
    const stack: number[] = [];
    near.forEach((cell, i) => {
      if (!cell) stack.push(i);
    });
    while (stack.length > 0) {
      const i = stack.pop()!;
      if (rooms[i] || blocked[i]) continue;
      rooms[i] = 1;
      stack.push(i - 1, i + 1, i - this.width, i + this.width);
    }
    return this.spread(rooms, 1, 1);
  }

  /** Not at the body's border. */
  isDeep([x, y]: Point, body: Uint8Array): boolean {
    const column = Math.round((x - this.left) / CELL);
    const row = Math.round((y - this.top) / CELL);
    for (let dy = -3; dy <= 3; dy++)
      for (let dx = -3; dx <= 3; dx++) if (!body[(row + dy) * this.width + column + dx]) return false;
    return true;
  }

  /** All cells within `reach` cells of one that holds `value`. */
  private spread(cells: Uint8Array, value: number, reach: number): Uint8Array {
    const result = new Uint8Array(cells.length);
    const disc: number[] = [];
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) if (dx * dx + dy * dy <= reach * reach) disc.push(dy * this.width + dx);
    for (let i = 0; i < cells.length; i++)
      if (cells[i] === value)
        for (const offset of disc) if (i + offset >= 0 && i + offset < cells.length) result[i + offset] = 1;
    return result;
  }

  /** Outer borders of the marked areas, smoothed. */
  trace(mask: Uint8Array): Point[][] {
    const isSet = (x: number, y: number): boolean => mask[y * this.width + x] === 1;
    const next = new Map<string, [number, number][]>();
    const edge = (x1: number, y1: number, x2: number, y2: number): void => {
      const key = `${x1},${y1}`;
      next.set(key, [...(next.get(key) ?? []), [x2, y2]]);
    };
    for (let y = 1; y < this.height; y++)
      for (let x = 1; x < this.width; x++) {
        if (!isSet(x, y)) continue;
        if (!isSet(x, y - 1)) edge(x, y, x + 1, y);
        if (!isSet(x + 1, y)) edge(x + 1, y, x + 1, y + 1);
        if (!isSet(x, y + 1)) edge(x + 1, y + 1, x, y + 1);
        if (!isSet(x - 1, y)) edge(x, y + 1, x, y);
      }
    const loops: Point[][] = [];
    for (const [start, targets] of next) {
      while (targets.length > 0) {
        const loop: Point[] = [];
        let key = start;
        for (let to = next.get(key)?.pop(); to; to = next.get(key)?.pop()) {
          loop.push([this.left + (to[0] - 0.5) * CELL, this.top + (to[1] - 0.5) * CELL]);
          key = `${to[0]},${to[1]}`;
        }
        loops.push(softened(loop));
      }
    }
    return loops.filter((loop) => signedArea(loop) > 0);
  }
}

/** Averages over five neighbours and keeps every third point: takes the stairs out of a grid's border. */
function softened(loop: Point[]): Point[] {
  const n = loop.length;
  const mean = (i: number, axis: 0 | 1): number =>
    [-3, -2, -1, 0, 1, 2, 3].reduce((sum, k) => sum + loop[(i + k + n) % n]![axis], 0) / 7;
  return loop.map((_, i) => [Math.round(mean(i, 0)), Math.round(mean(i, 1))] as const).filter((_, i) => i % 3 === 0);
}
