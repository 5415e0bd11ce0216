import { createCanvas, Path2D } from '@napi-rs/canvas';
import { renderPng } from '#artwork/line-art/raster.js';
import { svgToLineArt } from '#artwork/line-art/svg.js';
import sharp from 'sharp';
import type { Bench } from './bench.js';
import { drawnPages } from './drawn-pages.js';
import { inRounds, median, medianRatio } from './figures.js';
import { differenceOf } from './picture-difference.js';
import type { Row } from './rows.js';
import { inTurns } from './turns.js';

const DPI = 300;
const PAGES = 10;
const ROUNDS = 5;

const RASTERISERS: { name: string; render(svg: string, width: number): Promise<Buffer> }[] = [
  { name: 'renderPng', render: renderPng },
  { name: 'sharp', render: withSharp },
  { name: '@napi-rs/canvas', render: withCanvas },
];

/** The built-in artist's pages as PNG of 300 dots an inch, as Drive and the console get them: ours beside librsvg and Skia. */
export async function benchRaster({ quick, say }: Bench): Promise<Row[]> {
  const pages = drawnPages(quick ? 3 : PAGES);
  const rounds = quick ? 2 : ROUNDS;
  const { width, height } = svgToLineArt(pages[0]!);
  const [across, down] = [pixels(width), pixels(height)];
  say(`Raster of ${pages.length} drawn pages, ${across} × ${down} pixels of PNG, ms a page, ${rounds} rounds in turns`);
  const turns = await inTurns(
    RASTERISERS.map(({ name, render }) => ({
      name,
      run: async () => {
        for (const svg of pages) await render(svg, across);
      },
    })),
    rounds,
  );
  const original = await renderPng(pages[0]!, across);
  const measured = RASTERISERS.map(({ name }) => ({ name, ms: turns.get(name)!.map((each) => each / pages.length) }));
  for (const [at, { name, ms }] of measured.entries()) {
    const picture = await RASTERISERS[at]!.render(pages[0]!, across);
    const apart = await differenceOf(picture, original, across, down);
    say(
      `  ${name.padEnd(16)} ${inRounds(ms, 0)}; ${kilobytes(picture)} kB, differs from ours in ${apart.toFixed(2)} %`,
    );
  }
  const [ours, ...peers] = measured;
  return peers.map(({ name, ms }) => ({
    what: `raster, a page of ${across} × ${down} as PNG`,
    figure: `${median(ours!.ms).toFixed(0)} ms`,
    beside: `${name} ${median(ms).toFixed(0)} ms`,
    ratio: medianRatio(ours!.ms, ms),
  }));
}

const pixels = (points: number): number => Math.round((points / 72) * DPI);
const kilobytes = (picture: Buffer): string => (picture.length / 1024).toFixed(0);

function withSharp(svg: string, width: number): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: DPI }).resize(width).png().toBuffer();
}

function withCanvas(svg: string, width: number): Promise<Buffer> {
  const art = svgToLineArt(svg);
  const scale = width / art.width;
  const canvas = createCanvas(width, Math.round(art.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.lineCap = pen.lineJoin = 'round';
  for (const { d, fill, stroke, rule } of art.paths) {
    const path = new Path2D(d);
    pen.fillStyle = fill === 'black' ? '#000' : '#fff';
    if (fill !== 'none') pen.fill(path, rule ?? 'nonzero');
    pen.lineWidth = stroke;
    if (stroke > 0) pen.stroke(path);
  }
  return canvas.encode('png');
}
