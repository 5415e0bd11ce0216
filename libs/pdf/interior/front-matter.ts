import { BLACK, drawArt, drawText, textHeight, type Sheet } from './sheet.js';
import { crayons, divider, frame, garland, rosette } from './ornaments.js';
import type { TypeStyle } from '../typesetting/text-paint.js';
import { inset, type Box } from '../geometry.js';

/** What the front pages say. */
export interface FrontMatter {
  title: string;
  subtitle: string;
  author: string;
  year: number;
  /** A name to print on the "belongs to" page; left out, a line to write on. */
  belongsTo?: string | undefined;
  /** Who made the art, one line each. */
  credits: string[];
}

const body: TypeStyle = { face: 'text', size: 16, leading: 1.4, align: 'center', paint: BLACK };
const display: TypeStyle = {
  face: 'title',
  size: 54,
  leading: 1.15,
  align: 'center',
  paint: '',
  outline: true,
};

/** White letters with a line around them, which a reader can fill. */
function hollow(scale: number): string {
  return `1 g 0 G ${Math.max(0.9, 1.7 * scale).toFixed(2)} w 1 j`;
}

/** The title in letters that can be coloured, the subtitle, a rosette and the author. */
export function paintTitlePage(sheet: Sheet, book: FrontMatter): void {
  const { safe } = sheet.boxes;
  drawArt(sheet, frame(safe.width, safe.height, sheet.age), safe);
  const room = inset(safe, Math.min(54, safe.width * 0.13));
  const scale = Math.min(1, safe.width / 540);
  const author: TypeStyle = { ...body, face: 'bold', size: 20 * scale };
  const authorHeight = book.author ? 34 * scale : 0;
  const title = { ...display, size: Math.max(30, 80 * scale), paint: hollow(scale) };
  const titleBox = { ...room, y: room.y + room.height * 0.07, height: room.height * 0.34 };
  const used = drawText(sheet, book.title, title, titleBox, 14);
  const below = { ...room, y: titleBox.y + used + 10 * scale, height: 60 * scale };
  const subtitleUsed = book.subtitle ? drawText(sheet, book.subtitle, { ...body, size: 19 * scale }, below) : 0;
  const top = below.y + subtitleUsed + 18 * scale;
  const art: Box = { ...room, y: top, height: room.y + room.height - authorHeight - 14 * scale - top };
  if (art.height > 60)
    drawArt(sheet, rosette(book.title, sheet.age), inset(art, Math.min(art.height, art.width) * 0.04));
  if (book.author)
    drawText(sheet, book.author, author, { ...room, y: room.y + room.height - authorHeight, height: authorHeight });
}

/** Who owns the rights and who drew, small, at the foot of the page. */
export function paintCopyrightPage(sheet: Sheet, book: FrontMatter): void {
  const { safe } = sheet.boxes;
  const style: TypeStyle = { ...body, size: 9.5, leading: 1.5, align: 'left' };
  const owner = book.author ? `Copyright © ${book.year} ${book.author}.` : `Copyright © ${book.year}.`;
  const lines = [`${owner} All rights reserved.`, ...book.credits];
  const heading: TypeStyle = { ...style, face: 'bold', size: 12 };
  const room = inset(safe, Math.min(30, safe.width * 0.08));
  const text = lines.join('\n');
  const height = Math.min(room.height - 60, textHeight(sheet, text, style, room, 6));
  const headingBox = { ...room, height: 54 };
  const headingHeight = textHeight(sheet, book.title, heading, headingBox, 6);
  const y = room.y + room.height - height;
  drawText(sheet, book.title, heading, { ...headingBox, y: y - headingHeight - 4, height: headingHeight + 1 }, 6);
  drawText(sheet, text, style, { ...room, y, height: height + 1 }, 6);
}

/** "This book belongs to", a name or a line for one, crayons, and a garland to colour. */
export function paintBelongsToPage(sheet: Sheet, book: FrontMatter): void {
  const { safe } = sheet.boxes;
  drawArt(sheet, garland(safe.width - 6, safe.height - 6, sheet.age), inset(safe, 3));
  const room = inset(safe, Math.min(66, safe.width * 0.16));
  const scale = Math.min(1, safe.width / 540);
  const heading: TypeStyle = { ...display, size: 40 * scale, paint: hollow(scale) };
  const top = { ...room, y: room.y + room.height * 0.12, height: room.height * 0.28 };
  const used = drawText(sheet, 'This book belongs to', heading, top, 14);
  const rule = top.y + used + 84 * scale;
  const from = room.x + room.width * 0.06;
  sheet.document.addContent(`q 0 G 1.5 w 1 J ${from} ${rule} m ${from + room.width * 0.88} ${rule} l S Q`);
  if (book.belongsTo) {
    const name: TypeStyle = { ...body, face: 'title', size: 30 * scale, leading: 1.2 };
    drawText(sheet, book.belongsTo, name, { ...room, y: rule - 40 * scale, height: 38 * scale });
  }
  const art = { ...room, y: rule + 36 * scale, height: room.y + room.height - rule - 60 * scale };
  drawArt(sheet, crayons(sheet.age), { ...art, x: room.x + room.width * 0.18, width: room.width * 0.64 });
}

/** A small sign in the middle of a back, so that it does not look like a mistake; light, so that markers do not bleed onto it. */
export function paintBack(sheet: Sheet, seed: string): void {
  const { safe } = sheet.boxes;
  const box = { x: safe.x + safe.width / 2 - 60, y: safe.y + safe.height / 2 - 8, width: 120, height: 16 };
  drawArt(sheet, divider(seed, sheet.age), box);
}
