import type { PrintSettings } from '#contracts/book.js';
import type { Writable } from 'node:stream';
import { paintBackCover, type CoverBack } from './cover-back.js';
import { paintFront, paintGround, type CoverFront } from './cover-front.js';
import { paletteFor } from './cover-palette.js';
import { coverBoxes, POINTS, type CoverBoxes } from '../geometry.js';
import { missingNotes } from '../interior/interior-pdf.js';
import { PdfOutput } from '../pdf-output.js';
import { SPINE_TEXT } from '../preflight/print-rules.js';
import type { Sheet } from '../interior/sheet.js';
import { TextPainter, type TypeStyle } from '../typesetting/text-paint.js';

export interface CoverBook extends CoverFront, CoverBack {
  year: number;
  settings: PrintSettings;
  /** Sides of the finished interior: they make the spine. */
  pageCount: number;
}

export interface WrittenCover {
  /** Points, bleed included. */
  width: number;
  height: number;
  /** Points. */
  spineWidth: number;
  notes: string[];
}

/**
 * Writes the wrap-around cover: one page, back, spine and front, bleed all round, flat colours, no transparency. The
 * same book gives the same bytes. Ends `out`; on failure destroys it and rejects with the reason.
 */
export async function writeCover(
  book: CoverBook,
  out: Writable,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<WrittenCover> {
  const boxes = coverBoxes(book.settings, book.pageCount);
  const output = new PdfOutput(book, out);
  try {
    options.signal?.throwIfAborted();
    const text = new TextPainter(output.document);
    const palette = paletteFor(book.title, book.age);
    output.addPage(boxes);
    const sheet: Sheet = {
      document: output.document,
      text,
      age: book.age,
      boxes: { media: boxes.media, trim: boxes.trim, safe: boxes.frontSafe },
    };
    paintGround(sheet, boxes, palette);
    paintFront(sheet, book, boxes, palette);
    paintBackCover(sheet, book, boxes, palette);
    paintSpine(sheet, book, boxes);
    await output.end();
    return { ...boxes.media, spineWidth: boxes.spine.width, notes: missingNotes(text) };
  } catch (error) {
    output.abandon(error);
    throw error;
  }
}

/** Below this size, in points, a spine is unreadable: KDP's 79 pages of white paper would leave less than 4. */
const LEAST_SPINE_TYPE = 4.5;

/** Title and author from top to bottom, where KDP prints them and the spine is wide enough to read them. */
function paintSpine(sheet: Sheet, book: CoverBook, { spine }: CoverBoxes): void {
  if (book.pageCount < SPINE_TEXT.fromPages) return;
  const clear = spine.width - 2 * SPINE_TEXT.clear * POINTS;
  const length = spine.height - POINTS;
  const size = Math.min(20, clear / 1.06);
  const words = [book.title, book.author]
    .filter((each) => each !== '')
    .join('   ·   ')
    .replaceAll('\n', ' ');
  const line = sheet.text.set(words, 'title').lines(Number.MAX_SAFE_INTEGER)[0];
  if (!line) return;
  const fitting = Math.min(size, length / line.width);
  if (fitting < LEAST_SPINE_TYPE) return;
  const style: TypeStyle = { face: 'title', size: fitting, leading: 1, align: 'left', paint: '1 1 1 rg' };
  const x = spine.x + spine.width / 2 - fitting * 0.27;
  const y = spine.y + (spine.height - line.width * fitting) / 2;
  sheet.document.addContent(`q 0 1 -1 0 ${x.toFixed(3)} ${y.toFixed(3)} cm`);
  sheet.text.line(line, style, 0, 0);
  sheet.document.addContent('Q');
}
