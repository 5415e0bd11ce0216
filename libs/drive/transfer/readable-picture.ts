import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** Bounds for decoding a picture from a user's Drive. */
export const MAX_BYTES = 32 * 1024 * 1024;
const MAX_PIXELS = 3840 * 2560;
const DECODE_SECONDS = 15;

/** The first picture of a file that `isReadablePicture` (picture-format.ts), on white; decoding ends in time. */
export const openPicture = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    .timeout({ seconds: DECODE_SECONDS })
    .flatten({ background: '#ffffff' });
