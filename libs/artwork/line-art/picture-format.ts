/** Magic bytes of PNG, JPEG and WebP: [offset, bytes]. */
const HEADS: [at: number, bytes: Buffer][][] = [
  [[0, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]],
  [[0, Buffer.from([0xff, 0xd8, 0xff])]],
  [
    [0, Buffer.from('RIFF')],
    [8, Buffer.from('WEBP')],
  ],
];

/** Detects the format by its first bytes, before any decoder sees it: references in an SVG or a PDF are never followed. */
export const isReadablePicture = (bytes: Buffer): boolean =>
  HEADS.some((parts) => parts.every(([at, head]) => bytes.subarray(at, at + head.length).equals(head)));
