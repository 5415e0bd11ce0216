import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { isOneOf } from '#contracts/known-values.js';
import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { type Box, boxOf, type Point } from '../../line-art/geometry.js';

/**
 * What an outline of a drawing is: `b`acking (white, no ink: closes an open outline), `o`uter border, `l`ine within,
 * `e`ye, `s`mall dark spot, `w`hite within a dark spot, `g`ap (an open line that closes the border).
 */
const ROLES = ['b', 'o', 'l', 'e', 's', 'w', 'g'] as const;
export type Role = (typeof ROLES)[number];

export interface Shape {
  role: Role;
  /** Absolute commands in the drawing's own units. */
  commands: { letter: string; numbers: number[] }[];
  /** The same, curves cut into short pieces. */
  polygon: Point[];
}

/** A designed drawing. Its origin is the middle of its lower edge ("the feet"); y grows downwards, so heads are negative. */
export interface Drawing {
  name: string;
  emoji: string;
  /** Unicode code points as emojibase writes them, e.g. `1F98A`. */
  code: string;
  /** CLDR keywords. */
  tags: string[];
  /** Emojibase group: 0 faces, 1 people, 3 animals and nature, 4 food, 5 travel, 6 activities, 7 objects. */
  group: number;
  shapes: Shape[];
  box: Box;
}

interface PackedDrawing extends Omit<Drawing, 'shapes' | 'box'> {
  outlines: string[];
}

let index: Map<string, PackedDrawing> | undefined;
const ready = new Map<string, Drawing>();

function packed(): Map<string, PackedDrawing> {
  if (index) return index;
  const file = readFileSync(new URL('drawings.json.br', import.meta.url));
  // it is made by prepare-drawings.ts and shipped with this file
  const drawings: PackedDrawing[] = JSON.parse(brotliDecompressSync(file).toString());
  index = new Map(drawings.map((each) => [each.name.toLowerCase(), each]));
  return index;
}

export interface DrawingName {
  name: string;
  emoji: string;
  code: string;
  tags: readonly string[];
  group: number;
}

/** All drawings that exist, without their outlines. */
export const drawingNames = (): DrawingName[] => [...packed().values()];

export const hasDrawing = (name: string): boolean => packed().has(name.toLowerCase());

/** The drawing of that CLDR name, e.g. "fox"; throws for a name that does not exist. */
export function drawingOf(name: string): Drawing {
  const key = name.toLowerCase();
  let drawing = ready.get(key);
  if (!drawing) {
    const raw = packed().get(key);
    if (!raw) throw new RangeError(`No drawing is called "${name}"`);
    const shapes = raw.outlines.map(unpack);
    drawing = { ...raw, shapes, box: boxOf(shapes.flatMap((shape) => shape.polygon)) };
    ready.set(key, drawing);
  }
  return drawing;
}

function unpack(outline: string): Shape {
  const role = outline.charAt(0);
  if (!isOneOf(ROLES, role)) throw new RangeError(`An outline has no role "${role}"`);
  let [x, y] = [0, 0];
  const polygon: Point[] = [];
  const commands = [...outline.slice(1).matchAll(/([MLQC])([^MLQC]*)/g)].map(([, letter = '', text = '']) => {
    const numbers = (text.match(/-?\d+/g) ?? []).map(Number).map((step, at) => step + (at % 2 ? y : x));
    if (letter === 'Q' || letter === 'C')
      for (const t of [0.2, 0.4, 0.6, 0.8]) polygon.push(onCurve([x, y, ...numbers], t));
    [x, y] = [itemAt(numbers, numbers.length - 2), lastOf(numbers)];
    polygon.push([x, y]);
    return { letter, numbers };
  });
  return { role, commands, polygon };
}

/** De Casteljau: a point on the Bézier curve whose points are given as x, y, x, y … */
function onCurve(numbers: number[], t: number): Point {
  let row = numbers;
  while (row.length > 2) row = row.slice(0, -2).map((value, at) => value + (itemAt(row, at + 2) - value) * t);
  return [firstOf(row), itemAt(row, 1)];
}
