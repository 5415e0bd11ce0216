import { describe, expect, it } from '@jest/globals';
import { AGE_RANGES, type AgeRange, ART_STYLES } from '#contracts/book.js';
import sharp from 'sharp';
import { BuiltInIllustrator } from './built-in-illustrator.js';
import type { ArtRequest } from '../illustrator.js';
import type { LineArt } from '../line-art/line-art.js';
import { drawPage } from './page.js';
import { planPage } from './page-plan.js';
import { renderPng } from '../line-art/raster.js';
import { lineArtToSvg, svgToLineArt } from '../line-art/svg.js';

const request = (changes: Partial<ArtRequest> = {}): ArtRequest => ({
  purpose: 'page',
  theme: 'forest animals have a tea party',
  prompt: '',
  text: '',
  style: 'scene',
  age: '4-8',
  characters: [],
  width: 540,
  height: 720,
  seed: 11,
  number: 1,
  pageCount: 24,
  variation: 0,
  ...changes,
});

const THEMES = [
  'forest animals have a tea party',
  'dinosaurs in space',
  'under the sea',
  'castle and dragons',
  'birthday on a farm',
];
const ODD = [
  'zorble quux',
  'cat',
  '🦊🍄🎈',
  '森林里的动物',
  'trucks and diggers',
  'mandala of flowers',
  `a very long tale ${'of a fox and a bear '.repeat(40)}`,
];

interface Grey {
  width: number;
  height: number;
  /** 0 black … 255 white. */
  pixels: Buffer;
}

async function greyOf(art: LineArt | string, width: number): Promise<Grey> {
  const { data, info } = await sharp(await renderPng(art, width))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

const inkOf = ({ pixels }: Grey): number => pixels.reduce((sum, value) => sum + 255 - value, 0) / 255 / pixels.length;

/** Radius in pixels of the largest disc of ink (two-pass distance transform). */
function thickestInk({ width, height, pixels }: Grey): number {
  const far = new Float32Array(pixels.length);
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= width || y >= height ? 0 : far[y * width + x]!);
  let most = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      far[y * width + x] =
        pixels[y * width + x]! > 110
          ? 0
          : 1 + Math.min(at(x - 1, y), at(x, y - 1), at(x - 1, y - 1) + 0.4, at(x + 1, y - 1) + 0.4);
  for (let y = height - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x;
      far[i] = Math.min(far[i]!, 1 + at(x + 1, y), 1 + at(x, y + 1), 1.4 + at(x + 1, y + 1), 1.4 + at(x - 1, y + 1));
      most = Math.max(most, far[i]!);
    }
  return most;
}

/** The page with a margin of `by` points round it, to see what leaves it. */
const withMargin = (art: LineArt, by: number): string =>
  lineArtToSvg(art)
    .replace(
      /width="[\d.]+" height="[\d.]+" viewBox="[^"]*"/,
      `width="${art.width + 2 * by}" height="${art.height + 2 * by}" viewBox="${-by} ${-by} ${art.width + 2 * by} ${art.height + 2 * by}"`,
    )
    .replace(
      /<path d="M0 0H[\d.]+V[\d.]+H0Z"/,
      `<path d="M${-by} ${-by}H${art.width + by}V${art.height + by}H${-by}Z"`,
    );

describe('the built-in artist', () => {
  const artist = new BuiltInIllustrator();

  it('draws the same request the same way, byte for byte, and says that it cost nothing', async () => {
    for (const style of ART_STYLES) {
      const [one, other] = await Promise.all([artist.draw(request({ style })), artist.draw(request({ style }))]);
      expect(lineArtToSvg(one.art)).toBe(lineArtToSvg(other.art));
      expect(one).toMatchObject({ provider: 'built-in', cost: { micros: 0 } });
    }
  });

  it('writes art that comes back from SVG exactly', () => {
    const { art } = drawPage(request());
    expect(svgToLineArt(lineArtToSvg(art))).toEqual(art);
  });

  it('keeps every line at least 0.75 pt wide and the same weight all over a page', () => {
    for (const age of AGE_RANGES) {
      const strokes = drawPage(request({ age }))
        .art.paths.map(({ stroke }) => stroke)
        .filter((stroke) => stroke > 0);
      expect(Math.min(...strokes)).toBeGreaterThanOrEqual(0.75);
      expect(Math.max(...strokes) / Math.min(...strokes)).toBeLessThan(3);
    }
    const thick = (age: AgeRange): number =>
      Math.max(...drawPage(request({ age })).art.paths.map(({ stroke }) => stroke));
    expect(thick('2-4')).toBeGreaterThan(thick('8-12') * 1.5);
  });

  it.each(THEMES.flatMap((theme) => AGE_RANGES.map((age) => [theme, age] as const)))(
    'inks 3 to 15 in 100 of "%s" for %s, with no black area',
    async (theme, age) => {
      for (const [style, number] of [
        ['scene', 1],
        ['scene', 4],
        ['mandala', 2],
        ['pattern', 3],
      ] as const) {
        const { art, layout } = drawPage(request({ theme, age, style, number }));
        const grey = await greyOf(art, 270);
        expect({ layout, isInRange: inkOf(grey) > 0.03 && inkOf(grey) < 0.15, ink: inkOf(grey) }).toMatchObject({
          isInRange: true,
        });
        expect(thickestInk(grey) * 2).toBeLessThan(9);
      }
    },
    20_000,
  );

  it.each([
    [540, 720],
    [324, 540],
    [560, 396],
    [558, 558],
    [252, 396],
  ])('leaves nothing outside %i × %i points', async (width, height) => {
    for (const [style, number] of [
      ['scene', 0],
      ['scene', 1],
      ['scene', 4],
      ['scene', 14],
      ['mandala', 1],
      ['pattern', 2],
      ['pattern', 5],
    ] as const) {
      const { art } = drawPage(
        request({
          width,
          height,
          style,
          number,
          theme: THEMES[(number + width) % 5]!,
          purpose: number ? 'page' : 'cover',
        }),
      );
      const by = 20;
      const { pixels, width: wide, height: tall } = await greyOf(withMargin(art, by), Math.round((width + 2 * by) / 2));
      const edge = by / 2 - 1;
      let stray = 0;
      pixels.forEach((value, i) => {
        const [x, y] = [i % wide, Math.floor(i / wide)];
        if (value < 250 && (x < edge || y < edge || x >= wide - edge || y >= tall - edge)) stray++;
      });
      expect({ style, number, stray }).toEqual({ style, number, stray: 0 });
    }
  });

  it('makes neighbouring pages and another variation look different', async () => {
    const far = async (one: ArtRequest, other: ArtRequest): Promise<number> => {
      const [a, b] = [await greyOf(drawPage(one).art, 120), await greyOf(drawPage(other).art, 120)];
      return a.pixels.reduce((sum, value, i) => sum + Math.abs(value - b.pixels[i]!), 0) / 255 / a.pixels.length;
    };
    for (const style of ART_STYLES)
      for (let number = 1; number < 6; number++)
        expect({
          style,
          number,
          isFar: (await far(request({ style, number }), request({ style, number: number + 1 }))) > 0.06,
        }).toEqual({ style, number, isFar: true });
    expect(await far(request(), request({ variation: 1 }))).toBeGreaterThan(0.06);
  });

  it('keeps the hero the same on every page, and shows whom and what the page names', () => {
    const characters = [
      { name: 'Pip', kind: 'fox', description: 'A fox with a striped scarf.' },
      { name: 'Nori', kind: 'owl', description: 'An owl with a round hat.' },
    ];
    const plans = [1, 2, 3, 4, 5].map((number) =>
      planPage(
        request({ characters, number, text: 'Pip meets Nori by the old teapot.', prompt: 'Pip, Nori and a teapot' }),
      ),
    );
    for (const plan of plans) {
      expect(plan.cast.map(({ creature }) => creature.drawing)).toEqual(['fox', 'owl']);
      expect(plan.cast[0]!.outfit).toMatchObject({ garment: 'scarf' });
      expect(plan.props[0]).toBe('teapot');
    }
    const alone = [1, 2, 3, 9].map((number) => planPage(request({ number })).cast[0]!);
    expect(new Set(alone.map(({ creature, outfit }) => creature.drawing + outfit.garment)).size).toBe(1);
  });

  it('draws something kind when a theme says nothing, and says so', () => {
    for (const theme of ODD)
      for (const style of ART_STYLES) expect(drawPage(request({ theme, style })).art.paths.length).toBeGreaterThan(20);
    expect(drawPage(request({ theme: 'zorble quux' })).notes.join()).toMatch(
      /No drawing for "zorble", "quux"; drew a \w+/,
    );
    expect(drawPage(request({ theme: 'guns and beer' })).notes.join()).toMatch(/not on a page for children/);
    expect(
      drawPage(request({ characters: [{ name: 'Zed', kind: 'zorble', description: 'A zorble.' }] })).notes.join(),
    ).toMatch(/No drawing for "zorble" \(Zed\)/);
    expect(drawPage(request()).notes).toEqual([]);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('is not confused by the theme "%s"', (theme) => {
    for (const style of ['scene', 'mandala', 'pattern'] as const)
      expect(drawPage(request({ theme, prompt: theme, text: theme, style })).art.paths.length).toBeGreaterThan(3);
  });

  it('fills the whole picture of a cover', async () => {
    for (const theme of THEMES) {
      const { width, height, pixels } = await greyOf(
        drawPage(request({ theme, purpose: 'cover', number: 0 })).art,
        200,
      );
      const third = Math.floor(height / 3) * width;
      for (const at of [0, third, 2 * third])
        expect(inkOf({ width, height, pixels: pixels.subarray(at, at + third) })).toBeGreaterThan(0.015);
    }
  });
});
