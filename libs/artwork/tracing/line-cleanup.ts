import sharp from 'sharp';
import { hollowSolids } from './ink-hollowing.js';
import { type InkMap, isolines } from './isolines.js';
import type { LineArt } from '../line-art/line-art.js';
import { isReadablePicture } from '../line-art/picture-format.js';
import { outlinePath } from './smooth-outline.js';
import { UnusableImage } from './unusable-image.js';

/** A page holds at most this many pixels before it is decoded: the largest fixed size of compatible servers. */
const MAX_PIXELS = 4096 * 4096;
const MAX_BYTES = 32 * 2 ** 20;
const MIN_SIDE = 256;
/** A longer strip has too few pixels across. */
const LONGEST_SHAPE = 4;
/** How far a picture may be from the wanted shape (natural logarithm of the ratio). */
const BENT = 0.05;
/** The longer side is brought into these bounds: enough pixels for smooth outlines, few enough for a blink of work. */
const LONG_SIDE = { least: 1024, most: 1536 };
const DECODE_SECONDS = 15;
/** Ink on a page that a child can colour: less is an empty page, more is a dark picture. */
const COVERAGE = { least: 0.004, most: 0.45 };
/** Beyond this even before solid areas are opened, the picture is a night scene or a negative. */
const DARKEST = 0.75;
/** Specks and pinholes below this share of the page are dust. */
const SPECK = 0.000012;

export interface CleanupSize {
  /** Size of the art in points. */
  width: number;
  height: number;
  /** Only a picture of this shape will do; left out: any shape is fitted into the page. */
  shape?: { width: number; height: number };
}

/**
 * A provider's picture as line art: grey, threshold between ink and paper, dust away, solid areas opened, outlines as
 * closed black shapes, fitted into the page. Throws `UnusableImage`.
 */
export async function cleanLines(picture: Buffer, size: CleanupSize): Promise<LineArt> {
  const map = await decodeInk(picture, size.shape);
  const level = inkLevel(map);
  if (share(map, level) > DARKEST)
    throw new UnusableImage('The picture is too dark to be coloured.', { changes: 'drawing' });
  hollowSolids(map, level);
  const coverage = share(map, level);
  if (coverage < COVERAGE.least) throw new UnusableImage('The picture is empty.', { changes: 'drawing' });
  if (coverage > COVERAGE.most)
    throw new UnusableImage('The picture is too dark to be coloured.', { changes: 'drawing' });
  const scale = Math.min(size.width / map.width, size.height / map.height);
  const place = { scale, left: (size.width - map.width * scale) / 2, top: (size.height - map.height * scale) / 2 };
  const rings = isolines(map, level, Math.max(8, SPECK * map.width * map.height));
  const d = rings.map((ring) => outlinePath(ring, 0.3, place)).join('');
  if (!d) throw new UnusableImage('The picture has no lines.', { changes: 'drawing' });
  return { width: size.width, height: size.height, paths: [{ d, fill: 'black', stroke: 0, rule: 'evenodd' }] };
}

/** Decodes with bounds on bytes, pixels and time; a bomb is turned away by its header. Throws `UnusableImage`. */
async function decodeInk(picture: Buffer, shape?: { width: number; height: number }): Promise<InkMap> {
  if (picture.length > MAX_BYTES) throw new UnusableImage('The picture is too large.');
  if (!isReadablePicture(picture)) throw new UnusableImage('The answer is not a PNG, JPEG or WebP picture.');
  try {
    // the header alone is read, so that a picture with too many pixels is reported as such
    const { width = 0, height = 0 } = await sharp(picture, { limitInputPixels: false }).metadata();
    checkShape(width, height, shape);
    const image = sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 }).timeout({
      seconds: DECODE_SECONDS,
    });
    const side = Math.min(LONG_SIDE.most, Math.max(LONG_SIDE.least, width, height));
    const { data, info } = await image
      .flatten({ background: '#ffffff' })
      .resize({ width: side, height: side, fit: 'inside', kernel: 'cubic' })
      .toColourspace('b-w')
      .blur(0.9)
      .negate({ alpha: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = info.width * info.height;
    const ink =
      info.channels === 1
        ? new Uint8Array(data)
        : Uint8Array.from({ length: pixels }, (_, at) => data[at * info.channels] ?? 0);
    return { width: info.width, height: info.height, ink };
  } catch (error) {
    if (error instanceof UnusableImage) throw error;
    throw new UnusableImage('The picture is damaged.', { cause: error });
  }
}

function checkShape(width: number, height: number, shape?: { width: number; height: number }): void {
  const size = `${width} × ${height} pixels`;
  if (width * height > MAX_PIXELS) throw new UnusableImage(`The picture is too large: ${size}.`);
  if (Math.min(width, height) < MIN_SIDE) throw new UnusableImage(`The picture has only ${size}.`);
  if (Math.max(width, height) > LONGEST_SHAPE * Math.min(width, height))
    throw new UnusableImage(`The picture is a strip of ${size}.`);
  if (shape && Math.abs(Math.log((width * shape.height) / (height * shape.width))) > BENT)
    throw new UnusableImage(`The picture is ${size}, not of the shape ${shape.width} × ${shape.height}.`);
}

/** The grey level that separates ink from paper best (Otsu), away from the extremes, where dust and paper tint start. */
function inkLevel({ ink }: InkMap): number {
  const counts = new Float64Array(256);
  for (const value of ink) counts[value] = (counts[value] ?? 0) + 1;
  let sum = 0;
  for (let value = 0; value < 256; value++) sum += value * (counts[value] ?? 0);
  let below = 0;
  let sumBelow = 0;
  let best = 128;
  let most = -1;
  for (let value = 0; value < 255; value++) {
    below += counts[value] ?? 0;
    sumBelow += value * (counts[value] ?? 0);
    const above = ink.length - below;
    if (below === 0 || above === 0) continue;
    const apart = sumBelow / below - (sum - sumBelow) / above;
    const between = below * above * apart * apart;
    if (between > most) {
      most = between;
      best = value + 1;
    }
  }
  return Math.min(170, Math.max(90, best));
}

function share({ ink }: InkMap, level: number): number {
  let dark = 0;
  for (const value of ink) if (value >= level) dark += 1;
  return dark / ink.length;
}
