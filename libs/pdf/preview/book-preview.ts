import { Writable } from 'node:stream';
import type { Box } from '../geometry.js';
import { artPlace, coverBoxes, coverCard, pageBoxes } from '../geometry.js';
import { planBook, type InteriorPlan } from '../interior/interior-pdf.js';
import type { PlannedPage } from '../interior/layout.js';
import { PdfOutput } from '../pdf-output.js';
import { fitStory } from '../interior/story-page.js';
import { TextPainter } from '../typesetting/text-paint.js';

/** One side of the book as it would be printed: `text` has the line breaks of the print, `size` is in points. */
export interface PreviewSide {
  kind: PlannedPage['kind'];
  art: number | null;
  text: string;
  size: number;
}

interface Sketch {
  width: number;
  height: number;
  trim: Box;
  safe: Box;
  art: Box;
}

/** Points, y down; `left` are the even sides, `right` the odd ones. */
export interface BookPreview {
  sides: PreviewSide[];
  left: Sketch;
  right: Sketch;
  cover: { width: number; height: number; front: Box; spine: Box; back: Box; barcode: Box; art: Box };
}

/** The sides and measures of a book, by the same rules that print it; nothing is drawn. */
export function previewBook(book: InteriorPlan): BookPreview {
  const output = new PdfOutput(
    { title: '', author: '', year: 2000 },
    new Writable({ write: (_part, _code, done) => done() }),
  );
  try {
    const text = new TextPainter(output.document);
    const plan = planBook(book, text);
    return {
      sides: plan.map((page) => sideOf(book, text, page, plan.length)),
      left: sketch(book, 2, plan.length),
      right: sketch(book, 1, plan.length),
      cover: coverSketch(book, plan.length),
    };
  } finally {
    output.abandon('only measured');
  }
}

function sideOf(book: InteriorPlan, text: TextPainter, page: PlannedPage, count: number): PreviewSide {
  if (page.kind === 'art') return { kind: 'art', art: page.art, text: '', size: 0 };
  if (page.kind !== 'story') return { kind: page.kind, art: null, text: '', size: 0 };
  const story = book.pages.find(({ number }) => number === page.art)?.text ?? '';
  const fitted = fitStory(text.set(story, 'text'), pageBoxes(book.settings, 2, count), book.age);
  const lines = fitted.sides[page.part] ?? [];
  // Pieces stand in the order of print; a browser turns Hebrew and Arabic itself, so these get the words as written.
  const printed = lines.some(({ rightToLeft }) => rightToLeft)
    ? story
    : lines.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n');
  return { kind: 'story', art: page.art, text: printed, size: fitted.size };
}

function sketch({ settings }: InteriorPlan, side: number, count: number): Sketch {
  const { media, trim, safe } = pageBoxes(settings, side, count);
  return { ...media, trim, safe, art: artPlace(settings, side, count) };
}

function coverSketch({ settings }: InteriorPlan, count: number): BookPreview['cover'] {
  const { media, front, spine, back, barcode, frontSafe } = coverBoxes(settings, count);
  return { ...media, front, spine, back, barcode, art: coverCard(frontSafe).art };
}
