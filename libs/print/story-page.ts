import type { AgeRange } from '#contracts/book.js';
import { fitText, type FitLimits, type FittedText } from './fit-text.js';
import { inset, type Box, type PageBoxes } from './geometry.js';
import { divider } from './ornaments.js';
import { BLACK, drawArt, type Sheet } from './sheet.js';
import type { TypeStyle } from './text-paint.js';
import type { SetText } from './typesetter.js';

/** Type size by age, in points, on a page of 8.5 in; the younger the reader, the larger the type. */
const LARGEST: Record<AgeRange, number> = { '2-4': 32, '4-8': 25, '8-12': 19, adult: 16 };
const SMALLEST = 9;
const LEADING = 1.5;
/** A text that is longer than this many sides at the smallest size is cut, and the report says so. */
const MOST_SIDES = 4;
/** Above this many lines, text is easier to read with a straight edge. */
const CENTRED_LINES = 9;
const ORNAMENT = { width: 120, height: 16, gap: 26 } as const;

/** The story text as it fits its pages. */
export function fitStory(text: SetText, boxes: PageBoxes, age: AgeRange): FittedText & { align: 'left' | 'center' } {
  const box = storyBox(boxes);
  const limits: FitLimits = {
    largest: Math.max(14, LARGEST[age] * Math.min(1, box.width / 440)),
    smallest: SMALLEST,
    leading: LEADING,
    sides: MOST_SIDES,
    balanced: true,
  };
  const centred = fitText(text, box, limits);
  if (centred.sides.length === 1 && (centred.sides[0]?.length ?? 0) <= CENTRED_LINES)
    return { ...centred, align: 'center' };
  return { ...fitText(text, box, { ...limits, balanced: false }), align: 'left' };
}

/** One side of a page's story: the text a little above the middle, a small ornament above and below it. */
export function paintStoryPage(sheet: Sheet, text: SetText, part: number, seed: string): void {
  const fitted = fitStory(text, sheet.boxes, sheet.age);
  const lines = fitted.sides[part] ?? [];
  const box = storyBox(sheet.boxes);
  const style: TypeStyle = { face: 'text', size: fitted.size, leading: LEADING, align: fitted.align, paint: BLACK };
  if (lines.every(({ pieces }) => pieces.length === 0)) return;
  const height = lines.length * fitted.size * LEADING;
  const y = box.y + Math.max(0, (box.height - height) * 0.45);
  sheet.text.draw(lines, style, { ...box, y, height: height + 1 });
  const x = box.x + (box.width - ORNAMENT.width) / 2;
  for (const top of [y - ORNAMENT.gap - ORNAMENT.height + 8, y + height + ORNAMENT.gap - 8])
    drawArt(sheet, divider(seed, sheet.age), { x, y: top, width: ORNAMENT.width, height: ORNAMENT.height });
}

function storyBox({ safe }: PageBoxes): Box {
  const room = inset(safe, Math.min(40, safe.width * 0.09));
  const reserve = ORNAMENT.gap + ORNAMENT.height;
  return { ...room, y: room.y + reserve, height: room.height - 2 * reserve };
}
