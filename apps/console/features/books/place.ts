export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const percent = (part: number, whole: number): string => `${Math.round((10_000 * part) / whole) / 100}%`;

/** A box's place within another one, as CSS. Both in points from the same corner. */
export const placeIn = (outer: Box, box: Box): Record<string, string> => ({
  position: 'absolute',
  left: percent(box.x - outer.x, outer.width),
  top: percent(box.y - outer.y, outer.height),
  width: percent(box.width, outer.width),
  height: percent(box.height, outer.height),
});
