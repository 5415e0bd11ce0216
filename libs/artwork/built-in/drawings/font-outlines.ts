import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fontkit from 'fontkit';
import type { Font, Glyph } from 'fontkit';
import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import type { Point } from '../../line-art/geometry.js';

/**
 * Line weight at which the font's lines vanish. The weights 300 and 700 have the same points, so any weight between
 * and beyond is a blend of the two; at this blend both edges of a drawn line fall together on its middle, and a stroke
 * of any width then draws that line evenly at any scale.
 */
export const VANISHING = -0.58;
/** The blend that is weight 300 itself, used where inside and outside must be told apart. */
export const LIGHT = 0;

export type Command = [letter: 'M' | 'L' | 'Q' | 'C', ...numbers: number[]];

/** One closed outline of a glyph, y down. */
export type Outline = Command[];

const LETTERS = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
} as const;

/** Opens Noto Emoji's parts in two weights; about 0.3 s. Only the preparing script needs it. */
export class EmojiFont {
  private readonly light: Font[];
  private readonly bold: Font[];

  constructor() {
    const folder = join(
      dirname(createRequire(import.meta.url).resolve('@fontsource/noto-emoji/package.json')),
      'files',
    );
    const parts = readdirSync(folder).filter((name) => /^noto-emoji-\d+-300-normal\.woff2$/.test(name));
    const open = (name: string): Font => {
      const font = fontkit.create(readFileSync(join(folder, name)));
      if ('fonts' in font) throw new TypeError(`${name} is a collection of fonts`);
      return font;
    };
    this.light = parts.map(open);
    this.bold = parts.map((name) => open(name.replace('-300-', '-700-')));
  }

  /** The outlines of one emoji (a ZWJ sequence counts as one) at a blend of weights; undefined when it has none. */
  outlines(emoji: string, blend: number): Outline[] | undefined {
    for (const text of [emoji, emoji.replaceAll('️', '')]) {
      for (const [part, font] of this.light.entries()) {
        const drawn = font.layout(text).glyphs.filter((glyph) => glyph.id === 0 || glyph.path.commands.length > 0);
        const only = drawn[0];
        if (drawn.length === 1 && only && only.id !== 0)
          return blended(only, itemAt(this.bold, part).getGlyph(only.id), blend);
      }
    }
    return undefined;
  }
}

function blended(light: Glyph, bold: Glyph, blend: number): Outline[] {
  const outlines: Outline[] = [];
  light.path.commands.forEach(({ command, args }, index) => {
    if (command === 'closePath') return;
    const other = itemAt(bold.path.commands, index).args;
    const numbers = args.map((value, at) => (value + (itemAt(other, at) - value) * blend) * (at % 2 ? -1 : 1));
    if (command === 'moveTo') outlines.push([]);
    lastOf(outlines).push([LETTERS[command], ...numbers]);
  });
  return outlines;
}

/** An outline as a polygon, curves cut into `steps` pieces. */
export function flatten(outline: Outline, steps = 6): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [letter, ...n] of outline) {
    if (letter === 'Q' || letter === 'C')
      for (let step = 1; step < steps; step++) points.push(onCurve([x, y, ...n], step / steps));
    [x, y] = [itemAt(n, n.length - 2), lastOf(n)];
    points.push([x, y]);
  }
  return points;
}

/** De Casteljau: a point on the Bézier curve whose points are given as x, y, x, y … */
function onCurve(numbers: number[], t: number): Point {
  let row = numbers;
  while (row.length > 2) row = row.slice(0, -2).map((value, at) => value + (itemAt(row, at + 2) - value) * t);
  return [firstOf(row), itemAt(row, 1)];
}
