import { parseTrim, type PrintSettings } from '#contracts/book.js';

/** Inches. KDP, "Trim size, bleed and margins" (GVBQ3CMEQW3W2VL6); a test compares them with the rules of the print check. */
const BLEED = 0.125;
const OUTSIDE = { plain: 0.25, bleed: 0.375 };
const GUTTERS = [
  [150, 0.375],
  [300, 0.5],
  [500, 0.625],
  [700, 0.75],
  [828, 0.875],
] as const;

/** KDP binds no paperback with fewer sides (Print Options, G201834180). */
export const LEAST_SIDES = 24;

export interface PageSketch {
  width: number;
  height: number;
  bleed: number;
  gutter: number;
  outside: number;
}

/** A right-hand page of the book, in inches; null while the trim is none that can be printed. */
export function pageSketch(print: Pick<PrintSettings, 'trim' | 'bleed'>, sides: number): PageSketch | null {
  const size = parseTrim(print.trim);
  if (!size) return null;
  const gutter = (GUTTERS.find(([upTo]) => sides <= upTo) ?? GUTTERS[4])[1];
  return { ...size, gutter, bleed: print.bleed ? BLEED : 0, outside: print.bleed ? OUTSIDE.bleed : OUTSIDE.plain };
}

/** Sides of paper inside the book: each drawing has its back, or the story across from it. */
export function interiorPages(pages: number, print: Omit<PrintSettings, 'trim' | 'paper'>): number {
  const front = [print.titlePage, print.copyrightPage, print.belongsToPage].filter(Boolean).length;
  const sides = pages * (print.singleSided || print.storyPages ? 2 : 1) + front;
  return sides + (sides % 2);
}
