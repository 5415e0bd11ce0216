import type PDFKit from 'pdfkit';
import type { LineArt } from '#artwork/line-art/line-art.js';
import type { AgeRange } from '#contracts/book.js';
import { artContent } from './art-content.js';
import type { PageBoxes, Box } from '../geometry.js';
import type { TextPainter, TypeStyle } from '../typesetting/text-paint.js';
import { fitText } from '../typesetting/fit-text.js';

/** The side that is being painted: what every painter of front matter, story and art pages needs. */
export interface Sheet {
  document: PDFKit.PDFDocument;
  text: TextPainter;
  boxes: PageBoxes;
  age: AgeRange;
}

export const BLACK = '0 g';

/** Draws art or decoration as large as the box allows, centred. */
export function drawArt(sheet: Sheet, art: LineArt, box: Box): void {
  sheet.document.addContent(artContent(art, box));
}

/** Sets a text centred or left in the box, shrunk to fit, from its top; returns the height used. */
export function drawText(sheet: Sheet, text: string, style: TypeStyle, box: Box, smallest = 8): number {
  const limits = {
    largest: style.size,
    smallest,
    leading: style.leading,
    sides: 1,
    balanced: style.align === 'center',
  };
  const fitted = fitText(sheet.text.set(text, style.face), box, limits);
  return sheet.text.draw(fitted.sides[0] ?? [], { ...style, size: fitted.size }, box);
}

/** Height that `drawText` would use. */
export function textHeight(sheet: Sheet, text: string, style: TypeStyle, box: Box, smallest = 8): number {
  const limits = {
    largest: style.size,
    smallest,
    leading: style.leading,
    sides: 1,
    balanced: style.align === 'center',
  };
  const fitted = fitText(sheet.text.set(text, style.face), box, limits);
  return (fitted.sides[0]?.length ?? 0) * fitted.size * style.leading;
}
