import { cleanLines } from '#artwork/tracing/line-cleanup.js';
import { renderPng } from '#artwork/line-art/raster.js';
import { lineArtToSvg } from '#artwork/line-art/svg.js';
import ImageTracer from 'imagetracerjs';
import sharp from 'sharp';
import type { Bench } from './bench.js';
import { asPicture, drawnPages } from './drawn-pages.js';
import { inRounds, median, medianRatio } from './figures.js';
import { differenceOf } from './picture-difference.js';
import type { Row } from './rows.js';
import { inTurns } from './turns.js';

const SIZE = { width: 1024, height: 1536 };
const PAGES = 5;
const ROUNDS = 5;

/** From a PNG to SVG. potrace is not among them: it is GPL (docs/decisions/0007-trace-bitmaps-with-marching-squares.md). */
const TRACERS: { name: string; trace(picture: Buffer): Promise<string> }[] = [
  { name: 'cleanLines', trace: async (picture) => lineArtToSvg(await cleanLines(picture, { ...SIZE, shape: SIZE })) },
  { name: 'imagetracerjs', trace: withImageTracer },
];

/** Pictures as an image model gives them to line art, decoding and cleaning up included: ours beside imagetracerjs. */
export async function benchVectorise({ quick, say }: Bench): Promise<Row[]> {
  const pictures = await Promise.all(drawnPages(quick ? 2 : PAGES).map(asPicture));
  const rounds = quick ? 2 : ROUNDS;
  const size = `${SIZE.width} × ${SIZE.height}`;
  say(`Vectorise ${pictures.length} pictures of ${size} pixels, ms a picture, ${rounds} rounds in turns`);
  const turns = await inTurns(
    TRACERS.map(({ name, trace }) => ({
      name,
      run: async () => {
        for (const picture of pictures) await trace(picture);
      },
    })),
    rounds,
  );
  const measured = TRACERS.map(({ name }) => ({ name, ms: turns.get(name)!.map((each) => each / pictures.length) }));
  for (const [at, { name, ms }] of measured.entries()) {
    const svg = await TRACERS[at]!.trace(pictures[0]!);
    const apart = await differenceOf(await renderPng(svg, SIZE.width), pictures[0]!, SIZE.width, SIZE.height);
    say(
      `  ${name.padEnd(14)} ${inRounds(ms, 0)}; ${(svg.length / 1024).toFixed(0)} kB, differs from the picture in ${apart.toFixed(2)} %`,
    );
  }
  const [ours, ...peers] = measured;
  return peers.map(({ name, ms }) => ({
    what: `vectorise a picture of ${size}`,
    figure: `${median(ours!.ms).toFixed(0)} ms`,
    beside: `${name} ${median(ms).toFixed(0)} ms`,
    ratio: medianRatio(ours!.ms, ms),
  }));
}

async function withImageTracer(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const image = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  const palette = [0, 255].map((grey) => ({ r: grey, g: grey, b: grey, a: 255 }));
  return ImageTracer.imagedataToSVG(image, { pal: palette, colorquantcycles: 1, strokewidth: 0, viewbox: true });
}
