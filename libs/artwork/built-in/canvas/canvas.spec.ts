import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Canvas } from './canvas.js';
import { clipLine, clipPolygon } from './clip.js';
import { drawMember, memberOf } from '../characters/cast.js';
import { rectangle, signedArea } from '../../line-art/geometry.js';
import { carve } from '../layouts/maze.js';
import { Random } from '../random.js';
import { renderPng } from '../../line-art/raster.js';

const SQUARE = rectangle({ x: 0, y: 0, width: 10, height: 10 });

describe('cutting at an edge', () => {
  it('keeps the part of a shape inside and closes it', () => {
    const cut = clipPolygon(rectangle({ x: 5, y: 5, width: 10, height: 10 }), SQUARE);
    expect(signedArea(cut)).toBeCloseTo(25);
    expect(clipPolygon(rectangle({ x: 20, y: 20, width: 5, height: 5 }), SQUARE)).toEqual([]);
  });

  it('cuts a line that leaves and comes back in two', () => {
    const pieces = clipLine(
      [
        [2, 2],
        [15, 2],
        [15, 8],
        [2, 8],
      ],
      SQUARE,
    );
    expect(pieces).toEqual([
      [
        [2, 2],
        [10, 2],
      ],
      [
        [10, 8],
        [2, 8],
      ],
    ]);
  });
});

describe('a drawn character', () => {
  it.each([
    'fox',
    'bear',
    'rabbit',
    'owl',
    'T-Rex',
    'whale',
    'cow',
    'robot',
    'princess',
    'hedgehog',
    'cat',
    'chipmunk',
  ])('is closed: colour poured on the page does not run into a %s', async (name) => {
    const canvas = new Canvas(300, 300, 2);
    const box = drawMember(canvas, memberOf({ name: '', description: '' }, name), {
      at: [150, 270],
      height: 220,
      maxWidth: 240,
      look: 'left',
    });
    const { data, info } = await sharp(await renderPng(canvas.finish(), 300))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const poured = new Uint8Array(data.length);
    const stack = [0];
    while (stack.length > 0) {
      const i = stack.pop()!;
      if (poured[i] || data[i]! < 140) continue;
      poured[i] = 1;
      const x = i % info.width;
      if (x > 0) stack.push(i - 1);
      if (x < info.width - 1) stack.push(i + 1);
      if (i >= info.width) stack.push(i - info.width);
      if (i < data.length - info.width) stack.push(i + info.width);
    }
    let dry = 0;
    for (let y = Math.ceil(box.y); y < box.y + box.height; y++)
      for (let x = Math.ceil(box.x); x < box.x + box.width; x++) if (!poured[y * info.width + x]) dry++;
    expect(dry / (box.width * box.height)).toBeGreaterThan(0.3);
  });
});

describe('a maze', () => {
  it('reaches every cell by exactly one way', () => {
    for (const seed of [1, 2, 3]) {
      const cells = carve(9, 7, new Random(seed));
      const openings = cells.flat().reduce((sum, { right, down }) => sum + Number(right) + Number(down), 0);
      expect(openings).toBe(9 * 7 - 1);
      const seen = new Set<string>();
      const walk = (x: number, y: number): void => {
        if (seen.has(`${x},${y}`)) return;
        seen.add(`${x},${y}`);
        if (cells[y]?.[x]?.right) walk(x + 1, y);
        if (cells[y]?.[x]?.down) walk(x, y + 1);
        if (cells[y]?.[x - 1]?.right) walk(x - 1, y);
        if (cells[y - 1]?.[x]?.down) walk(x, y - 1);
      };
      walk(0, 0);
      expect(seen.size).toBe(63);
    }
  });
});
