import type { AgeRange } from '#contracts/book.js';
import type { LineArt } from '#artwork/line-art/line-art.js';
import { artContent } from '../interior/art-content.js';
import { begunColouring, type Palette } from './cover-palette.js';
import { fitText } from '../typesetting/fit-text.js';
import { coverCard, coverScale, inset, type Box, type CoverBoxes } from '../geometry.js';
import { polar, polygon, roundRect, type Point } from '../shapes.js';
import { pathOperators } from '../svg-path.js';
import { drawText, type Sheet } from '../interior/sheet.js';
import type { TypeStyle } from '../typesetting/text-paint.js';

/** What the front says and shows. */
export interface CoverFront {
  title: string;
  subtitle: string;
  author: string;
  age: AgeRange;
  art: LineArt;
}

const AGES: Record<AgeRange, string> = {
  '2-4': 'Ages 2–4',
  '4-8': 'Ages 4–8',
  '8-12': 'Ages 8–12',
  adult: 'for grown-ups',
};

/** Title on rays, the art on a white card with a label on its edge, and the author. */
export function paintFront(sheet: Sheet, front: CoverFront, { frontSafe }: CoverBoxes, palette: Palette): void {
  const scale = coverScale(frontSafe);
  const { card, art } = coverCard(frontSafe);
  paintTitle(sheet, front, { ...frontSafe, height: card.y - frontSafe.y - 12 * scale }, palette, scale);
  paintCard(sheet, card, palette, scale);
  sheet.document.addContent(artContent(front.art, art, begunColouring(front.art, palette)));
  paintLabel(
    sheet,
    label(front),
    { ...card, y: card.y + card.height - 21 * scale, height: 42 * scale },
    palette,
    scale,
  );
  if (!front.author) return;
  const author: TypeStyle = { face: 'bold', size: 25 * scale, leading: 1.1, align: 'center', paint: '1 1 1 rg' };
  const foot = card.y + card.height + 27 * scale;
  drawText(sheet, front.author, author, { ...frontSafe, y: foot, height: frontSafe.y + frontSafe.height - foot });
}

/** Rays from behind the card over the whole cover: no edge at the fold that printing could miss by a hair. */
export function paintGround(sheet: Sheet, { media, frontSafe }: CoverBoxes, palette: Palette): void {
  const { document } = sheet;
  const { card } = coverCard(frontSafe);
  const from: Point = [card.x + card.width / 2, card.y + card.height / 2];
  const rays = Array.from({ length: 18 }, (_, index) =>
    pathOperators(polygon([from, polar(from, 2400, index * 20 - 5), polar(from, 2400, index * 20 + 5)]), 1),
  );
  document.addContent(`q ${palette.ground} rg 0 0 ${media.width} ${media.height} re f`);
  document.addContent(`0 0 ${media.width} ${media.height} re W n ${palette.glow} rg\n${rays.join('')}f Q`);
}

function paintTitle(sheet: Sheet, front: CoverFront, box: Box, palette: Palette, scale: number): void {
  const subtitleHeight = front.subtitle ? 30 * scale : 0;
  const titleBox = { ...inset(box, 6), height: box.height - subtitleHeight - 6 };
  const limits = { largest: 96 * scale, smallest: 14, leading: 1.02, sides: 1, balanced: true };
  const fitted = fitText(sheet.text.set(front.title, 'title'), titleBox, limits);
  const lines = fitted.sides[0] ?? [];
  const height = lines.length * fitted.size * limits.leading;
  const at = { ...titleBox, y: titleBox.y + Math.max(0, (titleBox.height - height) / 2) };
  const style: TypeStyle = { face: 'title', size: fitted.size, leading: limits.leading, align: 'center', paint: '' };
  const thick = Math.max(3, fitted.size / 8);
  const dark = { ...style, outline: true, paint: `${palette.ink} rg ${palette.ink} RG ${thick.toFixed(2)} w 1 j` };
  sheet.text.draw(lines, dark, { ...at, x: at.x + thick / 3, y: at.y + thick / 2.2 });
  sheet.text.draw(lines, dark, at);
  sheet.text.draw(lines, { ...style, paint: '1 1 1 rg' }, at);
  if (!front.subtitle) return;
  const subtitle: TypeStyle = {
    face: 'bold',
    size: 20 * scale,
    leading: 1.2,
    align: 'center',
    paint: '1 1 1 rg',
  };
  drawText(sheet, front.subtitle, subtitle, { ...box, y: box.y + box.height - subtitleHeight, height: subtitleHeight });
}

function paintCard({ document }: Sheet, card: Box, palette: Palette, scale: number): void {
  const shadow = { ...card, x: card.x + 5 * scale, y: card.y + 6 * scale };
  document.addContent(`q ${palette.ink} rg ${rounded(shadow, 18)}f Q`);
  document.addContent(`q 1 1 1 rg ${palette.ink} RG ${(4 * scale).toFixed(2)} w ${rounded(card, 18)}B Q`);
}

function label({ title, age }: CoverFront): string {
  if (/colou?ring/i.test(title)) return age === 'adult' ? 'For grown-ups' : AGES[age];
  return age === 'adult' ? `A coloring book ${AGES[age]}` : `A coloring book · ${AGES[age]}`;
}

function paintLabel(sheet: Sheet, text: string, band: Box, palette: Palette, scale: number): void {
  const style: TypeStyle = { face: 'bold', size: 19 * scale, leading: 1, align: 'center', paint: `${palette.ink} rg` };
  const line = sheet.text.set(text, style.face).lines(Number.MAX_SAFE_INTEGER)[0];
  if (!line) return;
  const width = line.width * style.size + 44 * scale;
  const box = { ...band, x: band.x + (band.width - width) / 2, width };
  const path = pathOperators(roundRect(box.x, box.y, box.width, box.height, box.height / 2), 1);
  sheet.document.addContent(`q ${palette.accent} rg ${palette.ink} RG ${(3 * scale).toFixed(2)} w ${path}B Q`);
  sheet.text.line(line, style, box.x + 22 * scale, box.y + box.height / 2 + style.size * 0.36);
}

function rounded(box: Box, radius: number): string {
  return pathOperators(roundRect(box.x, box.y, box.width, box.height, radius), 1);
}
