import type { PrintSettings } from '#contracts/book.js';
import type { Sheet } from './sheet.js';
import type { TypeStyle } from '../typesetting/text-paint.js';

const NUMBER: TypeStyle = { face: 'text', size: 10, leading: 1, align: 'center', paint: '0 g' };
/** Light grey instead of transparency, which printers want flattened. */
const MARK: TypeStyle = { face: 'text', size: 7.5, leading: 1, align: 'center', paint: '0.6 g' };
const MARK_TEXT = 'Preview made with ColorBook Engine';
const ABOVE_FOOT = 4;

/** The page number at the outer edge and the watermark in the middle, where the settings ask for them. */
export function paintFooter(sheet: Sheet, settings: PrintSettings, side: number): void {
  const { safe } = sheet.boxes;
  const baseline = safe.y + safe.height - ABOVE_FOOT;
  if (settings.watermark) place(sheet, MARK_TEXT, MARK, baseline, (width) => safe.x + (safe.width - width) / 2);
  if (settings.pageNumbers) {
    const odd = side % 2 === 1;
    place(sheet, String(side), NUMBER, baseline, (width) =>
      settings.watermark ? (odd ? safe.x + safe.width - width : safe.x) : safe.x + (safe.width - width) / 2,
    );
  }
}

function place(sheet: Sheet, text: string, style: TypeStyle, baseline: number, left: (width: number) => number): void {
  const line = sheet.text.set(text, style.face).lines(Number.MAX_SAFE_INTEGER)[0];
  if (line) sheet.text.line(line, style, left(line.width * style.size), baseline);
}
