import { printSettings, type PrintSettings } from '#contracts/book.js';
import type { LineArt } from '#artwork/line-art.js';
import { PassThrough } from 'node:stream';
import { writeCover, type CoverBook, type WrittenCover } from './cover-pdf.js';
import { artBox } from './geometry.js';
import { writeInterior, type InteriorBook, type WrittenInterior } from './interior-pdf.js';
import { plannedPageCount } from './layout.js';

/** Books and drawings for the specs of this room. */
export function settingsOf(some: Partial<PrintSettings> = {}): PrintSettings {
  return printSettings.parse(some);
}

/** A drawing that uses its whole box, edge to edge, with lines of every command. */
export function drawing(width: number, height: number, number = 1): LineArt {
  const middle = `${width / 2} ${height / 2}`;
  return {
    width,
    height,
    paths: [
      { d: `M1 1H${width - 1}V${height - 1}H1Z`, fill: 'white', stroke: 2 },
      { d: `M${middle}m-60 0a60 40 15 1 0 120 0a60 40 15 1 0 -120 0z`, fill: 'white', stroke: 1.5 },
      {
        d: `M10 ${height - 20}C40 ${height - 90} 80 10 ${width - 20} ${20 + number}S60 60 30 70`,
        fill: 'none',
        stroke: 1,
      },
      { d: `M${middle}q20 -40 40 0t40 0`, fill: 'none', stroke: 3 },
      { d: `M${middle}l10 10h-20z`, fill: 'black', stroke: 0, rule: 'evenodd' },
    ],
  };
}

export function interiorBook(some: Partial<InteriorBook> = {}, art = 12): InteriorBook {
  const settings = some.settings ?? settingsOf();
  const hasStory = some.hasStory ?? true;
  const box = artBox(settings, plannedPageCount({ artPages: art, hasStory, settings }));
  return {
    title: 'The Forest Tea Party',
    subtitle: 'A coloring story',
    author: 'Mia Summers',
    year: 2026,
    credits: ['Line art composed with ColorBook Engine.'],
    settings,
    age: '4-8',
    hasStory,
    pages: Array.from({ length: art }, (_, index) => ({
      number: index + 1,
      text: `Page ${index + 1}: the fox pours tea.`,
    })),
    loadArt: (number) => Promise.resolve(drawing(box.width, box.height, number)),
    ...some,
  };
}

export function coverBook(some: Partial<CoverBook> = {}): CoverBook {
  return {
    title: 'The Forest Tea Party',
    subtitle: 'A coloring story',
    author: 'Mia Summers',
    year: 2026,
    blurb: 'Join Fern the fox on a day full of honey cakes and borrowed teacups.',
    settings: settingsOf(),
    age: '4-8',
    pageCount: 60,
    art: drawing(500, 500),
    thumbnails: [drawing(540, 700), drawing(540, 700, 2), drawing(540, 700, 3)],
    ...some,
  };
}

export async function interior(book: InteriorBook): Promise<WrittenInterior & { pdf: Buffer }> {
  const out = new PassThrough();
  const [pdf, written] = await Promise.all([out.toArray(), writeInterior(book, out)]);
  return { ...written, pdf: Buffer.concat(pdf) };
}

export async function cover(book: CoverBook): Promise<WrittenCover & { pdf: Buffer }> {
  const out = new PassThrough();
  const [pdf, written] = await Promise.all([out.toArray(), writeCover(book, out)]);
  return { ...written, pdf: Buffer.concat(pdf) };
}
