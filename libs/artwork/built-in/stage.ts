import type { AgeRange, LineWeight } from '#contracts/book.js';
import { Canvas } from './canvas/canvas.js';
import { type Box, isInside, type Point, type Polygon } from '../line-art/geometry.js';
import { Random } from './random.js';

/** Fills an empty spot: draws something of about that radius and tells the radius that it took, 0 for nothing. */
export type Filler = (stage: Stage, centre: Point, radius: number) => number;

interface Zone {
  polygon: Polygon;
  filler: Filler | null;
}

/** How full a page is and how fine its parts are, by the reader's age. */
export interface Density {
  /** 0 (a toddler's few big shapes) to 1 (an adult's dense page). */
  detail: number;
  /** Radius in points of the smallest and of the largest filler. */
  smallest: number;
  largest: number;
}

const DENSITY: Readonly<Record<AgeRange, Density>> = {
  '2-4': { detail: 0.15, smallest: 36, largest: 50 },
  '4-8': { detail: 0.45, smallest: 23, largest: 34 },
  '8-12': { detail: 0.75, smallest: 14, largest: 25 },
  adult: { detail: 1, smallest: 11, largest: 22 },
};

const LINES: Readonly<Record<AgeRange, number>> = { '2-4': 2.6, '4-8': 2.1, '8-12': 1.4, adult: 1 };
const WEIGHTS: Readonly<Record<LineWeight, number>> = { thin: 1, medium: 1.9, thick: 3 };

/** The line's width in points for a page whose shorter side is `side`: an 8.5 × 11 in page gets the plain figure. */
export function lineWidth(age: AgeRange, weight: LineWeight | undefined, side: number): number {
  const scale = Math.min(1.1, Math.max(0.72, side / 540));
  return Math.max(0.8, Math.round((weight ? WEIGHTS[weight] : LINES[age]) * scale * 100) / 100);
}

export interface StageOptions {
  width: number;
  height: number;
  age: AgeRange;
  lineWeight?: LineWeight | undefined;
  /** Pages full of small ornament take finer lines than pictures; 1 when left out. */
  fineness?: number;
  random: Random;
}

/** A page in the making: the canvas, its dice, its measures, and what empty spots are to be filled with. */
export class Stage {
  readonly canvas: Canvas;
  readonly random: Random;
  readonly age: AgeRange;
  readonly density: Density;
  /** The part of the page that the picture takes; its frame is drawn round it. */
  box: Box;
  private readonly zones: Zone[] = [];

  constructor({ width, height, age, lineWeight, fineness = 1, random }: StageOptions) {
    const side = Math.min(width, height);
    this.canvas = new Canvas(width, height, Math.max(0.8, lineWidth(age, lineWeight, side) * fineness));
    this.random = random;
    this.age = age;
    const scale = Math.min(1.1, Math.max(0.6, side / 540));
    const { detail, smallest, largest } = DENSITY[age];
    this.density = { detail, smallest: smallest * scale, largest: largest * scale };
    const edge = this.canvas.line * 0.75;
    this.box = { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge };
  }

  /** One hundredth of the page's shorter side, in points. */
  get unit(): number {
    return Math.min(this.canvas.width, this.canvas.height) / 100;
  }

  /** Says what fills the empty spots of an area; later zones lie over earlier ones. `null` leaves it empty. */
  zone(polygon: Polygon, filler: Filler | null): void {
    this.zones.push({ polygon, filler });
  }

  /** Keeps an area free of fillers. */
  reserve(polygon: Polygon): void {
    this.canvas.coverage.markArea(polygon);
  }

  /** Fills what is still empty, each spot by its zone; `sparse` > 1 leaves more of it free. */
  fill(sparse = 1): void {
    const largest = this.density.largest * sparse ** 0.5;
    const smallest = this.density.smallest * sparse;
    this.canvas.coverage.fillGaps(smallest, largest, (centre, radius) => {
      const zone = this.zones.findLast((each) => isInside(centre, each.polygon));
      return zone?.filler?.(this, centre, radius) ?? 0;
    });
  }

  /** Fewer for small children, more for adults: `low` … `high` by the page's density. */
  many(low: number, high: number): number {
    return Math.round(low + (high - low) * this.density.detail);
  }
}
