import type { PrintSettings } from '#contracts/book.js';
import { BARCODE, BLEED, COVER_SAFE, GUTTERS, OUTSIDE_MARGIN, SPINE_PER_PAGE } from './preflight/print-rules.js';
import { trimInches } from './trim.js';

/** PDF's unit: 72 points an inch. */
export const POINTS = 72;

/** Points; origin at the upper left of the page, y down, as art and pdfkit have it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PageBoxes {
  /** The page as it is in the file, bleed included. */
  media: { width: number; height: number };
  trim: Box;
  /** Inside all margins. */
  safe: Box;
}

/** Room for half a stroke and for rounding between the safe area and the art. */
const ART_INSET = 3;
/** Room at the page's foot for a page number or watermark, where the book has one. */
export const FOOTER = 18;

/** Inside margin in inches for an interior of so many pages (KDP, Trim size, bleed and margins). */
export function gutterInches(pageCount: number): number {
  const found = GUTTERS.find(({ upTo }) => pageCount <= upTo) ?? GUTTERS.at(-1);
  return found?.inches ?? 0;
}

/** Boxes of an interior page. Odd pages are right-hand pages: their spine is on the left and their bleed on the right. */
export function pageBoxes(settings: PrintSettings, pageNumber: number, pageCount: number): PageBoxes {
  const { width, height } = trimInches(settings.trim);
  const bleed = settings.bleed ? BLEED : 0;
  const odd = pageNumber % 2 === 1;
  const trim = inPoints({ x: odd ? 0 : bleed, y: bleed, width, height });
  const outside = (settings.bleed ? OUTSIDE_MARGIN.bleed : OUTSIDE_MARGIN.plain) * POINTS;
  const gutter = gutterInches(pageCount) * POINTS;
  return {
    media: { width: (width + bleed) * POINTS, height: (height + 2 * bleed) * POINTS },
    trim,
    safe: {
      x: trim.x + (odd ? gutter : outside),
      y: trim.y + outside,
      width: trim.width - gutter - outside,
      height: trim.height - 2 * outside,
    },
  };
}

/** Where the art stands on a page: the same size on every page of the book. */
export function artPlace(settings: PrintSettings, pageNumber: number, pageCount: number): Box {
  const { safe } = pageBoxes(settings, pageNumber, pageCount);
  const footer = hasFooter(settings) ? FOOTER : 0;
  return {
    x: safe.x + ART_INSET,
    y: safe.y + ART_INSET,
    width: safe.width - 2 * ART_INSET,
    height: safe.height - 2 * ART_INSET - footer,
  };
}

/** Size in points that the illustrator draws to, known before the first drawing. The gutter grows with the page count. */
export function artBox(settings: PrintSettings, interiorPageCount: number): { width: number; height: number } {
  const { width, height } = artPlace(settings, 1, interiorPageCount);
  return { width, height };
}

/** True where pages carry a page number or watermark at the foot. */
export function hasFooter(settings: PrintSettings): boolean {
  return settings.pageNumbers || settings.watermark;
}

export interface CoverBoxes {
  media: { width: number; height: number };
  trim: Box;
  back: Box;
  spine: Box;
  front: Box;
  /** Kept clear for the printer's barcode. */
  barcode: Box;
  /** Where text may stand on the back and the front. */
  backSafe: Box;
  frontSafe: Box;
}

/** Spine width in inches (KDP's cover calculation). */
export function spineInches(settings: PrintSettings, pageCount: number): number {
  return SPINE_PER_PAGE[settings.paper] * pageCount;
}

/** White space between the front's card and the art on it; the foot has room for the label. */
const CARD_PADDING = { side: 12, foot: 24 } as const;

/** How large the front's parts are, against a book of 8.5 × 11 in. */
export function coverScale({ width, height }: Box): number {
  return Math.min(1.1, width / 576, height / 756);
}

/** The white card on the front, and the art's place on it. The author's name stands below the card. */
export function coverCard(safe: Box): { card: Box; art: Box } {
  const scale = coverScale(safe);
  const top = safe.y + safe.height * 0.28;
  const card = { x: safe.x + 8, y: top, width: safe.width - 20, height: safe.y + safe.height - 60 * scale - top };
  const { side, foot } = CARD_PADDING;
  const padding = { side: side * scale, foot: foot * scale };
  const art = inset(card, padding.side);
  return { card, art: { ...art, height: art.height - padding.foot + padding.side } };
}

/** Size in points of the art on the front cover, for the illustrator: what of the front the title leaves. */
export function coverArtBox(settings: PrintSettings): { width: number; height: number } {
  const { width, height } = coverCard(coverBoxes(settings, 24).frontSafe).art;
  return { width, height };
}

/** Boxes of the wrap-around cover: back on the left, spine, front on the right, bleed all round. */
export function coverBoxes(settings: PrintSettings, pageCount: number): CoverBoxes {
  const { width, height } = trimInches(settings.trim);
  const spineWidth = spineInches(settings, pageCount);
  const back = { x: BLEED, y: BLEED, width, height };
  const spine = { x: BLEED + width, y: BLEED, width: spineWidth, height };
  const front = { x: spine.x + spineWidth, y: BLEED, width, height };
  const barcode = {
    x: spine.x - BARCODE.inset - BARCODE.width,
    y: BLEED + height - BARCODE.inset - BARCODE.height,
    width: BARCODE.width,
    height: BARCODE.height,
  };
  return {
    media: { width: (2 * width + spineWidth + 2 * BLEED) * POINTS, height: (height + 2 * BLEED) * POINTS },
    trim: inPoints({ ...back, width: 2 * width + spineWidth }),
    back: inPoints(back),
    spine: inPoints(spine),
    front: inPoints(front),
    barcode: inPoints(barcode),
    backSafe: inPoints(inset(back, COVER_SAFE)),
    frontSafe: inPoints(inset(front, COVER_SAFE)),
  };
}

/** The box made smaller by `by` on all four sides. */
export function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}

function inPoints(box: Box): Box {
  return { x: box.x * POINTS, y: box.y * POINTS, width: box.width * POINTS, height: box.height * POINTS };
}
