import type { LineArt } from '#artwork/line-art/line-art.js';
import { artContent } from '../interior/art-content.js';
import type { Palette } from './cover-palette.js';
import { coverScale, inset, type Box, type CoverBoxes } from '../geometry.js';
import { roundRect, star } from '../shapes.js';
import { drawText, textHeight, type Sheet } from '../interior/sheet.js';
import { pathOperators } from '../svg-path.js';
import type { TypeStyle } from '../typesetting/text-paint.js';

/** What the back says and shows. */
export interface CoverBack {
  blurb: string;
  subtitle: string;
  /** A few pages of the book, shown small; at most three are used. */
  thumbnails: LineArt[];
  /** Short lines beside the barcode, e.g. "24 pictures to color"; at most four are used. */
  facts?: string[] | undefined;
}

const TILT = [-5, 3, -3];

/** The blurb on a white card and a fan of pages; nothing comes near the barcode. */
export function paintBackCover(sheet: Sheet, back: CoverBack, boxes: CoverBoxes, palette: Palette): void {
  const { backSafe, barcode } = boxes;
  const scale = coverScale(backSafe);
  const room = { ...inset(backSafe, 10), height: barcode.y - backSafe.y - 30 };
  const used = back.blurb ? paintBlurb(sheet, back, room, palette, scale) : 0;
  const pages: Box = { ...room, y: room.y + used + 26 * scale, height: room.height - used - 26 * scale };
  if (pages.height > 70) paintPages(sheet, back.thumbnails.slice(0, 3), pages, palette, scale);
  paintFoot(sheet, back.facts?.slice(0, 4) ?? [], boxes, palette, scale);
}

/** A plain panel along the foot: the barcode's place on its right, stars with a fact each on its left. */
function paintFoot(
  sheet: Sheet,
  facts: string[],
  { backSafe, barcode }: CoverBoxes,
  palette: Palette,
  scale: number,
): void {
  const panel = { ...inset(barcode, -8), x: backSafe.x, width: barcode.x + barcode.width + 8 - backSafe.x };
  const path = pathOperators(roundRect(panel.x, panel.y, panel.width, panel.height, 8), 1);
  sheet.document.addContent(`q ${palette.ink} rg ${path}f Q`);
  const room = {
    x: panel.x + 16 * scale,
    y: barcode.y,
    width: barcode.x - panel.x - 28 * scale,
    height: barcode.height,
  };
  if (room.width < 70) return;
  const step = Math.min(room.height / 4, 25 * scale);
  const top = room.y + (room.height - facts.length * step) / 2;
  const style: TypeStyle = { face: 'bold', size: 17 * scale, leading: 1.2, align: 'left', paint: '1 1 1 rg' };
  for (const [index, fact] of facts.entries()) {
    const y = top + index * step;
    const sign = pathOperators(star([room.x + 8 * scale, y + step / 2], 8 * scale), 10);
    sheet.document.addContent(`q 0.1 0 0 0.1 0 0 cm ${palette.accent} rg ${sign}f Q`);
    const box = {
      x: room.x + 24 * scale,
      y: y + (step - style.size * 1.2) / 2,
      width: room.width - 24 * scale,
      height: step,
    };
    drawText(sheet, fact, style, box, 6);
  }
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
