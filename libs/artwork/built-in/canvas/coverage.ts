/* oxlint-disable typescript/no-non-null-assertion -- loops over the cells of a grid, within its bounds */
import { isInside, type Point, type Polygon } from '../../line-art/geometry.js';

/** Side of a cell in points. */
const CELL = 5;

/** Where a page already holds something, on a coarse grid: finds the empty spots that want something to colour. */
export class Coverage {
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: Uint8Array;

  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / CELL);
    this.rows = Math.ceil(height / CELL);
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  markLine(line: Polygon, closed = false): void {
    const last = closed ? line.length : line.length - 1;
    for (let i = 0; i < last; i++) {
      const [x1, y1] = line[i]!;
      const [x2, y2] = line[(i + 1) % line.length]!;
      const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / CELL) || 1;
      for (let s = 0; s <= steps; s++) this.mark(x1 + ((x2 - x1) * s) / steps, y1 + ((y2 - y1) * s) / steps);
    }
  }

  /** Marks a polygon's inside; with `value` 0 it becomes free again. */
  markArea(polygon: Polygon, value: 0 | 1 = 1): void {
    let top = Infinity;
    let bottom = -Infinity;
    for (const [, y] of polygon) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    const last = Math.min(this.rows - 1, Math.ceil(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= last; row++) {
      const y = (row + 0.5) * CELL;
      const crossings: number[] = [];
      for (let i = 0; i < polygon.length; i++) {
        const [x1, y1] = polygon[i]!;
        const [x2, y2] = polygon[(i + 1) % polygon.length]!;
        if (y1 > y !== y2 > y) crossings.push(x1 + ((x2 - x1) * (y - y1)) / (y2 - y1));
      }
      crossings.sort((one, other) => one - other);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.round(crossings[i]! / CELL));
        const to = Math.min(this.columns, Math.round(crossings[i + 1]! / CELL));
        if (to > from) this.cells.fill(value, row * this.columns + from, row * this.columns + to);
      }
    }
  }

  private mark(x: number, y: number): void {
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    if (column >= 0 && row >= 0 && column < this.columns && row < this.rows)
      this.cells[row * this.columns + column] = 1;
  }

  isFree(x: number, y: number): boolean {
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    return (
      column >= 0 && row >= 0 && column < this.columns && row < this.rows && !this.cells[row * this.columns + column]
    );
  }

  /** Share of a polygon's cells that is taken, 0–1. */
  taken(polygon: Polygon): number {
    let inside = 0;
    let marked = 0;
    for (let row = 0; row < this.rows; row++)
      for (let column = 0; column < this.columns; column++) {
        const centre: Point = [(column + 0.5) * CELL, (row + 0.5) * CELL];
        if (!isInside(centre, polygon)) continue;
        inside++;
        marked += this.cells[row * this.columns + column]!;
      }
    return inside === 0 ? 0 : marked / inside;
  }

  /**
   * The largest free circles, biggest first, each at least `least` points in radius and none overlapping another;
   * calls `use` with each, which says the radius that it took (0 = leave this spot alone). Circles grow no larger than `most`.
   */
  fillGaps(least: number, most: number, use: (centre: Point, radius: number) => number): void {
    const used: { x: number; y: number; radius: number }[] = [];
    for (const { index, distance } of this.spots(least)) {
      const x = ((index % this.columns) + 0.5) * CELL;
      const y = (Math.floor(index / this.columns) + 0.5) * CELL;
      let radius = Math.min(most, (distance - 0.7) * CELL);
      for (const other of used) {
        if (radius < least) break;
        radius = Math.min(radius, Math.hypot(x - other.x, y - other.y) - other.radius);
      }
      if (radius < least) continue;
      used.push({ x, y, radius: use([x, y], radius) || CELL });
    }
    for (const { x, y, radius } of used) this.markDisc([x, y], radius);
  }

  private markDisc([x, y]: Point, radius: number): void {
    const reach = Math.ceil(radius / CELL);
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        if (Math.hypot(dx, dy) * CELL <= radius) this.mark(x + dx * CELL, y + dy * CELL);
  }

  /** All free cells with their rough distance to what is taken (two-pass chamfer), farthest first. */
  private spots(least: number): { index: number; distance: number }[] {
    const { columns, rows, cells } = this;
    const far = new Float32Array(cells.length);
    const at = (column: number, row: number): number =>
      column < 0 || row < 0 || column >= columns || row >= rows ? 0 : far[row * columns + column]!;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        far[row * columns + column] = cells[row * columns + column]
          ? 0
          : Math.min(
              at(column - 1, row) + 1,
              at(column, row - 1) + 1,
              at(column - 1, row - 1) + 1.4,
              at(column + 1, row - 1) + 1.4,
            );
    const spots: { index: number; distance: number }[] = [];
    for (let row = rows - 1; row >= 0; row--)
      for (let column = columns - 1; column >= 0; column--) {
        const index = row * columns + column;
        far[index] = Math.min(
          far[index]!,
          at(column + 1, row) + 1,
          at(column, row + 1) + 1,
          at(column + 1, row + 1) + 1.4,
          at(column - 1, row + 1) + 1.4,
        );
        if (far[index]! * CELL >= least) spots.push({ index, distance: far[index]! });
      }
    return spots.sort((one, other) => other.distance - one.distance || one.index - other.index);
  }
}
