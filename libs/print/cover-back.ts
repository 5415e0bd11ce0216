import type { LineArt } from '#artwork/line-art.js';
import { artContent } from './art-content.js';
import type { Palette } from './cover-palette.js';
import { inset, type Box, type CoverBoxes } from './geometry.js';
import { roundRect } from './shapes.js';
import { drawText, textHeight, type Sheet } from './sheet.js';
import { pathOperators } from './svg-path.js';
import type { TypeStyle } from './text-paint.js';

/** What the back says and shows. */
export interface CoverBack {
  blurb: string;
  subtitle: string;
  /** A few pages of the book, shown small; at most three are used. */
  thumbnails: LineArt[];
}

const TILT = [-5, 3, -3];

/** The blurb on a white card and a fan of pages; nothing comes near the barcode. */
export function paintBackCover(sheet: Sheet, back: CoverBack, boxes: CoverBoxes, palette: Palette): void {
  const { backSafe, barcode } = boxes;
  const scale = Math.min(1.1, Math.min(backSafe.width / 576, backSafe.height / 756));
  const room = { ...inset(backSafe, 10), height: barcode.y - backSafe.y - 30 };
  const used = back.blurb ? paintBlurb(sheet, back, room, palette, scale) : 0;
  const pages: Box = { ...room, y: room.y + used + 26 * scale, height: room.height - used - 26 * scale };
  if (pages.height > 70) paintPages(sheet, back.thumbnails.slice(0, 3), pages, palette, scale);
}

function paintBlurb(sheet: Sheet, back: CoverBack, room: Box, palette: Palette, scale: number): number {
  const heading: TypeStyle = {
    face: 'title',
    size: 27 * scale,
    leading: 1.15,
    align: 'center',
    paint: `${palette.ink} rg`,
  };
  const style: TypeStyle = { face: 'text', size: 18 * scale, leading: 1.45, align: 'center', paint: '0.1 0.1 0.12 rg' };
  const text = { ...inset(room, 24 * scale), height: room.height * 0.5 };
  const headingHeight = back.subtitle
    ? textHeight(sheet, back.subtitle, heading, { ...text, height: 70 * scale }) + 8 * scale
    : 0;
  const height = textHeight(sheet, back.blurb, style, text);
  const card = { ...room, height: headingHeight + height + 44 * scale };
  paintSheet(sheet, card, palette, 3 * scale, 18);
  const y = card.y + 22 * scale;
  if (back.subtitle) drawText(sheet, back.subtitle, heading, { ...text, y, height: 70 * scale });
  drawText(sheet, back.blurb, style, { ...text, y: y + headingHeight, height: height + 1 });
  return card.height;
}

/** Pages side by side, each turned a little. */
function paintPages(sheet: Sheet, thumbnails: LineArt[], room: Box, palette: Palette, scale: number): void {
  const shape = thumbnails[0] ? thumbnails[0].width / thumbnails[0].height : 1;
  const height = Math.min(room.height * 0.9, (room.width * 0.29) / shape);
  const page: Box = { x: 0, y: 0, width: height * shape, height };
  const gap = (room.width - thumbnails.length * page.width) / (thumbnails.length + 1);
  for (const [index, art] of thumbnails.entries()) {
    const x = room.x + gap + index * (page.width + gap) + page.width / 2;
    const y = room.y + room.height / 2;
    const angle = ((TILT[index] ?? 0) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle).toFixed(5), Math.sin(angle).toFixed(5)];
    sheet.document.addContent(`q ${cos} ${sin} ${-Number(sin)} ${cos} ${x.toFixed(2)} ${y.toFixed(2)} cm`);
    const centred = { ...page, x: -page.width / 2, y: -page.height / 2 };
    paintSheet(sheet, centred, palette, 2 * scale, 6);
    sheet.document.addContent(artContent(art, inset(centred, 7 * scale)));
    sheet.document.addContent('Q');
  }
}

function paintSheet({ document }: Sheet, box: Box, palette: Palette, line: number, radius: number): void {
  const path = (dx: number) => pathOperators(roundRect(box.x + dx, box.y + dx, box.width, box.height, radius), 1);
  document.addContent(`q ${palette.ink} rg ${path(4)}f Q`);
  document.addContent(`q 1 1 1 rg ${palette.ink} RG ${Math.max(1, line).toFixed(2)} w ${path(0)}B Q`);
}
