import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { drawScene } from '../../../apps/sandbox/openai/scene-drawing.js';
import { distanceToPaper } from './ink-hollowing.js';
import { isolines, ringArea } from './isolines.js';
import type { LineArt } from '../line-art/line-art.js';
import { cleanLines } from './line-cleanup.js';
import { renderPng } from '../line-art/raster.js';
import { UnusableImage } from './unusable-image.js';

const size = { width: 540, height: 540, shape: { width: 1024, height: 1024 } };
const png = (shapes: string, width = 1024, height = 1024): Promise<Buffer> =>
  renderPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${shapes}</svg>`,
    width,
  );
const ring = '<circle cx="512" cy="512" r="300" fill="none" stroke="#000" stroke-width="10"/>';

/** Share of ink in a circle of the page (points). */
async function inkAround(art: LineArt, x: number, y: number, r: number): Promise<number> {
  const { data, info } = await sharp(await renderPng(art, art.width))
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  let dark = 0;
  let all = 0;
  for (let py = 0; py < info.height; py++)
    for (let px = 0; px < info.width; px++)
      if (Math.hypot(px - x, py - y) <= r) {
        all += 1;
        if ((data[py * info.width + px] as number) < 128) dark += 1;
      }
  return dark / all;
}

/** Numbers from a seed, so that a failing mutation can be had again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

describe('cleanLines', () => {
  let scene: Buffer;
  beforeAll(async () => {
    scene = await drawScene('a fox and an owl', 1024, 1024);
  });

  it('makes one closed black shape of all lines, inside the page', async () => {
    const art = await cleanLines(scene, size);
    expect(art.paths).toHaveLength(1);
    const [path] = art.paths;
    expect(path).toMatchObject({ fill: 'black', stroke: 0, rule: 'evenodd' });
    expect(path?.d.match(/M/g)?.length).toBe(path?.d.match(/Z/g)?.length);
    const numbersIn = (path?.d.match(/-?[\d.]+/g) ?? []).map(Number);
    expect(Math.min(...numbersIn.slice(0, 50_000))).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...numbersIn.slice(0, 50_000))).toBeLessThanOrEqual(541);
  });

  it('keeps the picture’s shape and centers it', async () => {
    const art = await cleanLines(await png(ring), { ...size, width: 540, height: 800 });
    const xs = [...(art.paths[0]?.d ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(
      (match) => [Number(match[1]), Number(match[2])] as const,
    );
    const width = Math.max(...xs.map(([x]) => x)) - Math.min(...xs.map(([x]) => x));
    const height = Math.max(...xs.map(([, y]) => y)) - Math.min(...xs.map(([, y]) => y));
    expect(width / height).toBeCloseTo(1, 1);
    expect((Math.max(...xs.map(([, y]) => y)) + Math.min(...xs.map(([, y]) => y))) / 2).toBeCloseTo(400, 0);
  });

  it('opens solid areas to be coloured and leaves eyes black', async () => {
    const art = await cleanLines(
      await png(`${ring}<circle cx="512" cy="512" r="120" fill="#000"/><circle cx="350" cy="420" r="9" fill="#000"/>`),
      size,
    );
    const unit = 540 / 1024;
    expect(await inkAround(art, 512 * unit, 512 * unit, 40)).toBe(0);
    expect(await inkAround(art, 350 * unit, 420 * unit, 3)).toBeGreaterThan(0.8);
  });

  it('takes noise, specks and tinted paper away', async () => {
    const specks = Array.from(
      { length: 300 },
      (_, at) => `<rect x="${(at * 137) % 1000}" y="${(at * 211) % 1000}" width="1.6" height="1.6" fill="#000"/>`,
    ).join('');
    const clean = await cleanLines(await png(ring), size);
    const dusty = await cleanLines(
      await png(`<rect width="1024" height="1024" fill="#f3ead6"/>${specks}${ring}`),
      size,
    );
    expect(dusty.paths[0]?.d.match(/M/g)?.length).toBe(clean.paths[0]?.d.match(/M/g)?.length);
  });

  it('keeps lines where they were, to a third of a point', async () => {
    const art = await cleanLines(await png(ring), size);
    const unit = 540 / 1024;
    const points = [
      ...(art.paths[0]?.d ?? '').matchAll(/(?:M|C[^C ]+ [^C ]+ ?[^C]*? )(-?[\d.]+) (-?[\d.]+)(?=[CZ])/g),
    ].map((match) => Math.hypot(Number(match[1]) - 270, Number(match[2]) - 270));
    expect(points.length).toBeGreaterThan(10);
    for (const radius of points)
      expect(Math.min(Math.abs(radius - 305 * unit), Math.abs(radius - 295 * unit))).toBeLessThan(0.4);
  });

  it.each([
    ['empty', () => png('')],
    ['black', () => png('<rect width="1024" height="1024" fill="#000"/>')],
    ['of one pixel', () => png('', 1, 1)],
    ['of another shape', () => png(ring, 1024, 700)],
    [
      'a GIF',
      async () =>
        sharp(await png(ring))
          .gif()
          .toBuffer(),
    ],
    ['a strip', () => png('', 1300, 300)],
    ['no picture', () => Promise.resolve(Buffer.from('<html>'))],
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    [
      'a bomb',
      () =>
        sharp({ create: { width: 8_000, height: 8_000, channels: 3, background: '#fff' }, limitInputPixels: false })
          .png({ compressionLevel: 9 })
          .toBuffer(),
    ],
  ] as const)('refuses a picture that is %s', async (_, make) => {
    await expect(cleanLines(await make(), size)).rejects.toBeInstanceOf(UnusableImage);
  });

  it.each([
    ['PNG', async () => png(ring)],
    [
      'JPEG',
      async () =>
        sharp(await png(ring))
          .jpeg()
          .toBuffer(),
    ],
    [
      'WebP',
      async () =>
        sharp(await png(ring))
          .webp()
          .toBuffer(),
    ],
    ['another size', () => png(ring, 1024, 1400)],
  ] as const)('reads %s, and fits any shape into the page when no shape is wanted', async (_, make) => {
    const art = await cleanLines(await make(), { width: 540, height: 720 });
    expect(art).toMatchObject({ width: 540, height: 720 });
    expect(art.paths[0]?.d.match(/M/g)).toHaveLength(2);
  });

  it('survives 240 damaged pictures with bounded memory', async () => {
    const small = await sharp(scene).resize(400, 400).png().toBuffer();
    let refused = 0;
    const before = process.memoryUsage().rss;
    for (let seed = 1; seed <= 240; seed++) {
      const next = numbers(seed);
      let hurt = Buffer.from(small);
      const kind = seed % 4;
      if (kind === 0) hurt = hurt.subarray(0, Math.floor(next() * hurt.length));
      else if (kind === 1)
        for (let times = 0; times < 1 + next() * 30; times++)
          hurt[Math.floor(next() * hurt.length)] = Math.floor(next() * 256);
      // The header holds the size: random ones ask for gigabytes.
      else if (kind === 2)
        for (let at = 16; at < 29; at++) hurt[at] = next() < 0.5 ? Math.floor(next() * 256) : (hurt[at] as number);
      else hurt.copy(hurt, Math.floor(next() * hurt.length), Math.floor(next() * hurt.length));
      await cleanLines(hurt, size).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UnusableImage);
        refused += 1;
      });
    }
    expect(refused).toBeGreaterThan(150);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 2 ** 20);
  });
});

describe('isolines', () => {
  it('closes around an area and its hole, with the ink to the left', () => {
    const ink = new Uint8Array(100);
    for (let y = 2; y < 8; y++)
      for (let x = 2; x < 8; x++) ink[y * 10 + x] = x > 3 && x < 6 && y > 3 && y < 6 ? 0 : 255;
    const areas = isolines({ width: 10, height: 10, ink }, 128, 1)
      .map(ringArea)
      .sort((one, two) => two - one);
    expect(areas).toHaveLength(2);
    expect(Math.sign(areas[0] as number)).not.toBe(Math.sign(areas[1] as number));
    expect(Math.max(...areas.map(Math.abs))).toBeCloseTo(36, -0.5);
  });

  it('parts pixels that touch at a corner only, or joins them, but never crosses itself', () => {
    const ink = Uint8Array.from([255, 0, 0, 255]);
    expect(isolines({ width: 2, height: 2, ink }, 128, 0).length).toBeGreaterThan(0);
  });
});

describe('distanceToPaper', () => {
  it('grows by one with each pixel from the edge', () => {
    const ink = new Uint8Array(81).fill(255);
    const distance = distanceToPaper({ width: 9, height: 9, ink }, 128);
    expect(distance[4 * 9 + 4]).toBeCloseTo(5, 0);
    expect(distance[0]).toBe(1);
  });
});
