import type { AgeRange, PrintSettings } from '#contracts/book.js';
import type { LineArt } from '#artwork/line-art/line-art.js';
import type { Writable } from 'node:stream';
import { artContent } from './art-content.js';
import { paintBack, paintBelongsToPage, paintCopyrightPage, paintTitlePage, type FrontMatter } from './front-matter.js';
import { artPlace, FOOTER, hasFooter, pageBoxes } from '../geometry.js';
import { planInterior, type PlannedPage } from './layout.js';
import { paintFooter } from './footer.js';
import { PdfOutput } from '../pdf-output.js';
import type { Sheet } from './sheet.js';
import { fitStory, paintStoryPage } from './story-page.js';
import { TextPainter } from '../typesetting/text-paint.js';

/** What decides which side of the book shows what. */
export interface InteriorPlan {
  settings: PrintSettings;
  age: AgeRange;
  hasStory: boolean;
  /** The art pages in order, skipped ones left out; `text` may be empty. */
  pages: { number: number; text: string }[];
}

export interface InteriorBook extends FrontMatter, InteriorPlan {
  /** Called once per art page, in order, one page ahead: two pages of art are in memory at most. */
  loadArt(number: number): Promise<LineArt>;
}

export interface WriteOptions {
  signal?: AbortSignal | undefined;
  onPage?: ((done: number, total: number) => void) | undefined;
}

export interface WrittenInterior {
  pageCount: number;
  /** Side of the book (1-based) on which each art page stands. */
  artSides: { art: number; side: number }[];
  /** Told to the author: characters without a glyph, texts that were cut. */
  notes: string[];
}

/**
 * Writes a print-ready interior as PDF 1.3, page by page: a page is sent before the next one is loaded, so memory
 * does not grow with the book, and a slow reader slows the writer. The same book gives the same bytes. Ends `out`;
 * on failure destroys it and rejects with the reason (of `loadArt`, of `out`, or of the signal).
 */
export async function writeInterior(
  book: InteriorBook,
  out: Writable,
  options: WriteOptions = {},
): Promise<WrittenInterior> {
  const output = new PdfOutput(book, out);
  try {
    const text = new TextPainter(output.document);
    const plan = planBook(book, text);
    const notes = cutTexts(book, text, plan.length);
    let next = loadContent(book, plan, 1);
    for (const [index, page] of plan.entries()) {
      options.signal?.throwIfAborted();
      const side = index + 1;
      const boxes = pageBoxes(book.settings, side, plan.length);
      const content = await next;
      output.addPage(boxes);
      if (content.length > 0) output.document.addContent(content);
      paintPage({ document: output.document, text, boxes, age: book.age }, book, page, side);
      // The page is packed on another thread while the next one's art is loaded and turned into operators.
      const packed = output.packPage();
      next = loadContent(book, plan, side + 1);
      next.catch(() => undefined); // thrown when its turn comes
      await packed;
      await output.drain();
      options.onPage?.(side, plan.length);
    }
    await output.end();
    return { pageCount: plan.length, artSides: artSides(plan), notes: [...notes, ...missingNotes(text)] };
  } catch (error) {
    output.abandon(error);
    throw error;
  }
}

/** Sides of the book; twice, since a long text adds sides and more sides may widen the gutter. */
export function planBook(book: InteriorPlan, text: TextPainter): PlannedPage[] {
  const texts = new Map(book.pages.map((page) => [page.number, page.text]));
  const plan = (pageCount: number | null) =>
    planInterior({
      art: book.pages.map(({ number }) => number),
      hasStory: book.hasStory,
      settings: book.settings,
      storyParts: (art) => (pageCount === null ? 1 : sides(book, text, texts.get(art) ?? '', pageCount).count),
    });
  const first = plan(null);
  if (!book.hasStory || !book.settings.storyPages) return first;
  const second = plan(first.length);
  return second.length === first.length ? second : plan(second.length);
}

function sides(
  book: InteriorPlan,
  text: TextPainter,
  story: string,
  pageCount: number,
): { count: number; cut: boolean } {
  const fitted = fitStory(text.set(story, 'text'), pageBoxes(book.settings, 2, pageCount), book.age);
  return { count: Math.max(1, fitted.sides.length), cut: fitted.cut };
}

function cutTexts(book: InteriorBook, text: TextPainter, pageCount: number): string[] {
  if (!book.hasStory || !book.settings.storyPages) return [];
  return book.pages
    .filter((page) => sides(book, text, page.text, pageCount).cut)
    .map((page) => `The text of page ${page.number} is too long for its pages and was cut; shorten it.`);
}

/** The operators of an art page's drawing; empty for other pages and behind the last. */
async function loadContent(book: InteriorBook, plan: PlannedPage[], side: number): Promise<Buffer> {
  const page = plan[side - 1];
  if (page?.kind !== 'art') return Buffer.alloc(0);
  // As bytes: pdfkit would turn a string into bytes letter by letter.
  return Buffer.from(artContent(await book.loadArt(page.art), artPlace(book.settings, side, plan.length)), 'latin1');
}

function paintPage(sheet: Sheet, book: InteriorBook, page: PlannedPage, side: number): void {
  if (page.kind === 'title') paintTitlePage(sheet, book);
  else if (page.kind === 'copyright') paintCopyrightPage(sheet, book);
  else if (page.kind === 'belongs-to') paintBelongsToPage(sheet, book);
  else if (page.kind === 'back') paintBack(sheet, book.title);
  else if (page.kind === 'story') {
    const story = book.pages.find(({ number }) => number === page.art)?.text ?? '';
    const footer = hasFooter(book.settings) ? FOOTER : 0;
    paintStoryPage(sheet, sheet.text.set(story, 'text'), page.part, book.title, footer);
  }
  if (page.kind === 'story' || page.kind === 'art') paintFooter(sheet, book.settings, side);
}

function artSides(plan: PlannedPage[]): { art: number; side: number }[] {
  return plan.flatMap((page, index) => (page.kind === 'art' ? [{ art: page.art, side: index + 1 }] : []));
}

/** Notes for the author on characters that no font of the book has. */
export function missingNotes(text: TextPainter): string[] {
  if (text.missing.size === 0) return [];
  const codes = [...text.missing]
    .slice(0, 20)
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  const more = text.missing.size > 20 ? ` and ${text.missing.size - 20} more` : '';
  return [
    `These characters have no drawing in the book's fonts and were printed as boxes: ${codes.join(', ')}${more}.`,
  ];
}
