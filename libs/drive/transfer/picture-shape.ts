export interface Size {
  width: number;
  height: number;
}

const DOTS_PER_INCH = 300;
const POINTS_PER_INCH = 72;
/** As `cleanLines` judges it: shapes this much apart are drawn without a visible edge. */
const MAX_SKEW = 0.05;
/** The shorter side of the smallest picture that lines can be taken from. */
const LEAST_SIDE = 256;

/** Pixels of a picture for a page of `page` points, as it is printed. */
export const pixelsFor = ({ width, height }: Size): Size => ({
  width: Math.round((width / POINTS_PER_INCH) * DOTS_PER_INCH),
  height: Math.round((height / POINTS_PER_INCH) * DOTS_PER_INCH),
});

/** Why a picture of this many pixels does not fit a page of `page` points, and which would; null when it fits. */
export function otherShapeMessage(picture: Size, page: Size): string | null {
  const bent = Math.abs(Math.log((picture.width * page.height) / (picture.height * page.width)));
  const isSmall = Math.min(picture.width, picture.height) < LEAST_SIDE;
  if (bent <= MAX_SKEW && !isSmall) return null;
  const wanted = pixelsFor(page);
  return (
    `It is ${picture.width} × ${picture.height} pixels. This page takes ${wanted.width} × ${wanted.height} pixels, ` +
    `or another size of the same shape with at least ${LEAST_SIDE} pixels on each side.`
  );
}
