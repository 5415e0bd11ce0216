import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** A picture of somebody else's Drive is decoded within these bounds. */
export const MOST_BYTES = 32 * 1024 * 1024;
const MOST_PIXELS = 3840 * 2560;
const DECODE_SECONDS = 15;

/** How PNG, JPEG and WebP begin: [where, bytes]. */
const HEADS: [at: number, bytes: Buffer][][] = [
  [[0, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]],
  [[0, Buffer.from([0xff, 0xd8, 0xff])]],
  [[0, Buffer.from('RIFF')], [8, Buffer.from('WEBP')]],
]; // prettier-ignore

/** Told by its first bytes, before any decoder sees it: what an SVG or a PDF refers to is never looked at. */
export const isReadablePicture = (bytes: Buffer): boolean =>
  HEADS.some((parts) => parts.every(([at, head]) => bytes.subarray(at, at + head.length).equals(head)));

/** The first picture of a file that `isReadablePicture`, on white; decoding ends in time. */
export const openPicture = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
    .timeout({ seconds: DECODE_SECONDS })
    .flatten({ background: '#ffffff' });
