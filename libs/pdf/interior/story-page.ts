import type { AgeRange } from '#contracts/book.js';
import { fitText, type FitLimits, type FittedText } from '../typesetting/fit-text.js';
import { FOOTER, type Box, type PageBoxes } from '../geometry.js';
import { paintBack } from './front-matter.js';
import { storyFrame } from './ornaments.js';
import { BLACK, drawArt, type Sheet } from './sheet.js';
import type { TypeStyle } from '../typesetting/text-paint.js';
import type { SetText } from '../typesetting/typesetter.js';

/** Type size by age, in points, on a page of 8.5 in; the younger the reader, the larger the type. */
const LARGEST: Record<AgeRange, number> = { '2-4': 36, '4-8': 28, '8-12': 21, adult: 17 };
const SMALLEST = 9;
const LEADING = 1.5;
/** A text that is longer than this many sides at the smallest size is cut, and the report says so. */
const MAX_SIDES = 4;
/** Above this many lines, text is easier to read with a straight edge. */
const CENTRED_LINES = 9;
/** Room between the page's frame and its text. */
const PADDING = 44;

/** The story text as it fits its pages. */
export function fitStory(text: SetText, boxes: PageBoxes, age: AgeRange): FittedText & { align: 'left' | 'center' } {
  const box = storyBox(boxes);
  const limits: FitLimits = {
    largest: Math.max(14, LARGEST[age] * Math.min(1, box.width / 440)),
    smallest: SMALLEST,
    leading: LEADING,
    sides: MAX_SIDES,
    balanced: true,
  };
  const centred = fitText(text, box, limits);
  if (centred.sides.length === 1 && (centred.sides[0]?.length ?? 0) <= CENTRED_LINES)
    return { ...centred, align: 'center' };
  return { ...fitText(text, box, { ...limits, balanced: false }), align: 'left' };
}

/** One side of a page's story: the text a little above the middle of a fine frame. Without text, a plain back. */
export function paintStoryPage(sheet: Sheet, text: SetText, part: number, seed: string, footer: number): void {
  const fitted = fitStory(text, sheet.boxes, sheet.age);
  const lines = fitted.sides[part] ?? [];
  const box = storyBox(sheet.boxes);
  const style: TypeStyle = { face: 'text', size: fitted.size, leading: LEADING, align: fitted.align, paint: BLACK };
  if (lines.every(({ pieces }) => pieces.length === 0)) return paintBack(sheet, seed);
  const { safe } = sheet.boxes;
  const frame = { ...safe, height: safe.height - footer };
  drawArt(sheet, storyFrame(frame.width, frame.height, seed, sheet.age), frame);
  const height = lines.length * fitted.size * LEADING;
  const y = box.y + Math.max(0, (box.height - height) * 0.46);
  // A block with a straight edge stands in the middle as a whole.
  const spare = style.align === 'left' ? box.width - Math.max(0, ...lines.map(({ width }) => width * fitted.size)) : 0;
  sheet.text.draw(lines, style, { x: box.x + spare / 2, y, width: box.width - spare, height: height + 1 });
}

/** The same box on every page, with room for a page number at its foot whether there is one or not. */
function storyBox({ safe }: PageBoxes): Box {
  const side = Math.min(PADDING + 8, safe.width * 0.14);
  const ends = Math.min(PADDING + 10, safe.height * 0.12);
  return { x: safe.x + side, y: safe.y + ends, width: safe.width - 2 * side, height: safe.height - 2 * ends - FOOTER };
}
