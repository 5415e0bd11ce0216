import type PDFKit from 'pdfkit';
import { RIGHT_TO_LEFT } from './directed-font.js';
import type { Box } from '../geometry.js';
import type { Face, FontFile } from './fonts.js';
import { MISSING, SetText, type Line, type Piece } from './typesetter.js';

/** Type as it is to be set: sizes in points, leading as a multiple of the size. */
export interface TypeStyle {
  face: Face;
  size: number;
  leading: number;
  align: 'left' | 'center';
  /** Operators that set colours and line width, e.g. `0 g`; filled and outlined when `outline` is true. */
  paint: string;
  outline?: boolean;
}

/** Where on a line's height the baseline stands, as a share of the type size, for the fonts in use. */
const BASELINE = 0.78;

/** Sets and draws text on one document; pages are pdfkit's, y down. */
export class TextPainter {
  readonly #document: PDFKit.PDFDocument;
  /** Characters that no font has; each was drawn as an empty box. */
  readonly missing = new Set<string>();

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  set(text: string, face: Face): SetText {
    const set = new SetText(
      text,
      face,
      (part, font, level) => this.#use(font, 1000).widthOfString(part, { features: featuresOf(level) }) / 1000,
    );
    for (const character of set.missing) this.missing.add(character);
    return set;
  }

  /** Draws lines from the box's top; returns the height used. Nothing is drawn below the box's foot. */
  draw(lines: Line[], style: TypeStyle, box: Box): number {
    const step = style.size * style.leading;
    const fit = lines.slice(0, Math.max(1, Math.floor(box.height / step + 0.01)));
    for (const [index, line] of fit.entries()) {
      const spare = box.width - line.width * style.size;
      const left = style.align === 'center' ? spare / 2 : line.rightToLeft ? spare : 0;
      const baseline = box.y + index * step + (step - style.size) / 2 + style.size * BASELINE;
      this.line(line, style, box.x + left, baseline);
    }
    return fit.length * step;
  }

  /** Draws one line from `x` on its baseline. */
  line(line: Line, style: TypeStyle, x: number, baseline: number): void {
    this.#document.addContent(`q ${style.paint}`);
    let at = x;
    for (const piece of runs(line.pieces)) {
      if (piece.font) this.#text(piece, piece.font, style, at, baseline);
      else this.#box(style, at, baseline);
      at += piece.width * style.size;
    }
    this.#document.addContent('Q');
  }

  #text({ text, level }: Piece, font: FontFile, style: TypeStyle, x: number, baseline: number): void {
    if (text.trim() === '') return;
    this.#use(font, style.size).text(text, x, baseline, {
      features: featuresOf(level),
      lineBreak: false,
      baseline: 'alphabetic',
      fill: true,
      stroke: style.outline ?? false,
    });
  }

  #box(style: TypeStyle, x: number, baseline: number): void {
    const side = MISSING.box * style.size;
    const width = Math.max(0.75, style.size / 18);
    this.#document.addContent(`q 0 G ${width} w ${x + width} ${baseline - side} ${side} ${side} re S Q`);
  }

  #use(font: FontFile, size: number): PDFKit.PDFDocument {
    // oxlint-disable-next-line typescript/consistent-type-assertions -- pdfkit takes an opened font, too; its types know paths and buffers
    return this.#document.font(font.font as unknown as PDFKit.Mixins.PDFFontSource, font.key, size);
  }
}

const featuresOf = (level: number): PDFKit.Mixins.OpenTypeFeatures[] | undefined =>
  level % 2 === 1 ? RIGHT_TO_LEFT : undefined;

/** Neighbours in one font that run left to right are drawn as one text, spaces included, so that it can be selected. */
function runs(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.font && last.font === piece.font && last.level % 2 === 0 && piece.level % 2 === 0) {
      last.text += piece.text;
      last.width += piece.width;
    } else joined.push({ ...piece });
  }
  return joined;
}
