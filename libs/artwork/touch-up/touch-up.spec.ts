import sharp from 'sharp';
import { describe, expect, it } from '@jest/globals';
import { MAX_POINTS } from '#contracts/touch-up.js';
import type { Stroke } from '#contracts/touch-up.js';
import type { LineArt } from '../line-art/line-art.js';
import { renderPng } from '../line-art/raster.js';
import { lineArtToSvg, svgToLineArt } from '../line-art/svg.js';
import { strokeOutside, touchUp } from './touch-up.js';

/** A thick black bar across an empty page. */
const art: LineArt = { width: 200, height: 100, paths: [{ d: 'M0 50H200', fill: 'none', stroke: 20 }] };

async function grey(drawing: LineArt): Promise<(x: number, y: number) => number> {
  const { data, info } = await sharp(await renderPng(drawing, 400))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (x, y) => data[(Math.round(y * 2) * info.width + Math.round(x * 2)) * info.channels]!;
}
const brush = (...points: number[]): Stroke => ({ tool: 'brush', size: 4, points });
const eraser = (...points: number[]): Stroke => ({ tool: 'eraser', size: 10, points });

describe('touching up a drawing', () => {
  it('adds black lines with round ends, and dots', async () => {
    const at = await grey(touchUp(art, [brush(20, 20, 100, 20), brush(150, 20)]));
    expect(at(60, 20)).toBe(0);
    expect(at(18.9, 20)).toBeLessThan(60); // the round end
    expect(at(15, 20)).toBe(255);
    expect(at(150, 20)).toBe(0);
    expect(at(150, 24)).toBe(255);
  });

  it('erases as wide as the eraser, also where its way crosses itself, and draws on top again', async () => {
    const loop = eraser(80, 40, 120, 60, 120, 40, 80, 60, 80, 40);
    const at = await grey(touchUp(art, [loop, brush(100, 50)]));
    expect(at(60, 50)).toBe(0);
    for (const [x, y] of [
      [80, 50],
      [120, 50],
      [90, 45],
      [110, 55],
    ] as const)
      expect(at(x, y)).toBe(255);
    expect(at(100, 50)).toBe(0);
    expect(at(130, 50)).toBe(0);
    const dot = await grey(touchUp(art, [eraser(30, 50)]));
    expect([dot(30, 50), dot(33, 52), dot(37, 50)]).toEqual([255, 255, 0]);
  });

  it('is art like any other: it is written and read back', () => {
    const touched = touchUp(art, [brush(1, 2, 3, 4, 9, 9), eraser(5, 5, 60.123, 7), eraser(1, 1)]);
    expect(svgToLineArt(lineArtToSvg(touched))).toEqual(touched);
  });

  it('drops points that would be invisible, and keeps every turn', () => {
    const straight = Array.from({ length: 200 }, (_, index) => [index, 30]).flat();
    expect(touchUp(art, [brush(...straight)]).paths.at(-1)!.d).toBe('M0 30L199 30');
    expect(touchUp(art, [brush(0, 0, 50, 0, 10, 0)]).paths.at(-1)!.d).toContain('50 0');
    const still = Array.from({ length: 50 }, () => [10, 10]).flat();
    expect(touchUp(art, [brush(...still)]).paths.at(-1)).toMatchObject({ fill: 'black' });
  });

  it('takes the longest stroke that is let in, without growing with its square', () => {
    const points = Array.from({ length: 2 * MAX_POINTS }, (_, index) =>
      index % 2 === 0 ? (index / 2000) % 200 : 50 + 40 * Math.sin(index),
    );
    expect(touchUp(art, [{ tool: 'brush', size: 1, points }]).paths).toHaveLength(2);
  });

  it('finds the stroke that leaves the page', () => {
    expect(strokeOutside(art, [brush(0, 0), brush(200, 100)])).toBeNull();
    expect(strokeOutside(art, [brush(0, 0), brush(10, 101)])).toBe(1);
    expect(strokeOutside(art, [brush(201, 0)])).toBe(0);
  });
});
