import type { Box } from '../geometry.js';
import type { Line, SetText } from './typesetter.js';

/** A text as it fits a box: its size and the lines of each side that it takes (usually one). */
export interface FittedText {
  size: number;
  sides: Line[][];
  /** The text was longer than all sides and was cut. */
  cut: boolean;
}

export interface FitLimits {
  largest: number;
  smallest: number;
  leading: number;
  /** Most sides; what does not fit on them is cut. */
  sides: number;
  /** Lines of about equal length. */
  balanced: boolean;
}

/** Shrinks the type until the text fits the box, words whole; at the smallest size it flows on to further sides. */
export function fitText(text: SetText, box: Box, limits: FitLimits): FittedText {
  const perSide = (size: number): number => Math.max(1, Math.floor(box.height / (size * limits.leading) + 0.001));
  for (let size = limits.largest; size > limits.smallest; size *= 0.95) {
    const lines = text.lines(box.width / size);
    const fits =
      lines.length <= perSide(size) && lines.every((line) => !line.broken && line.width * size <= box.width + 0.01);
    // Balancing needs no more lines, so it is left to the size that fits.
    if (fits) return { size, sides: [limits.balanced ? text.balanced(box.width / size) : lines], cut: false };
  }
  const lines = text.lines(box.width / limits.smallest);
  const rows = perSide(limits.smallest);
  const count = Math.min(limits.sides, Math.ceil(lines.length / rows));
  const sides = Array.from({ length: count }, (_, side) => lines.slice(side * rows, (side + 1) * rows));
  return { size: limits.smallest, sides, cut: lines.length > rows * count };
}
